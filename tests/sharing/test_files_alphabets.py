"""The letters of each encoding: those beyond ASCII that it has, small ones."""

import pytest

from playground.sharing.files import CODECS
from playground.sharing.files.alphabets import ALPHABETS, SIGNS, WIDE_SIGNS, Alphabet


@pytest.mark.parametrize("alphabet", ALPHABETS, ids=lambda alphabet: alphabet.encoding)
def test_an_alphabet_has_small_letters_beyond_ascii_that_its_encoding_has(
    alphabet: Alphabet,
) -> None:
    for letter in alphabet.letters:
        assert not letter.isascii() or letter == "i"  # the small one of "İ"
        assert letter == letter.lower()
        assert len(letter) == 1
        letter.encode(CODECS[alphabet.encoding])  # raises UnicodeEncodeError for others


def test_signs_are_beyond_ascii_and_three_of_them_letters_too() -> None:
    assert not any(sign.isascii() for sign in SIGNS | WIDE_SIGNS)
    assert {sign for sign in SIGNS if sign.isalpha()} == {"ª", "º", "µ"}
