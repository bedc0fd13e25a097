"""The letters of each encoding: those beyond ASCII that it has, small ones."""

import math

import pytest

from playground.sharing.files import CODECS
from playground.sharing.files.encoding import ALPHABETS, SIGNS, WIDE_SIGNS, Alphabet, _plausibility


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


PATTERNS = ["{}", " {} ", "a{}", "{}a", "a{}b", "A{}B", "{0}{0}", "a {} b", "{0}{0}{0}"]


@pytest.mark.parametrize("alphabet", ALPHABETS, ids=lambda alphabet: alphabet.encoding)
def test_how_plausible_letters_are_is_said_from_minus_one_to_one(alphabet: Alphabet) -> None:
    codec = CODECS[alphabet.encoding]
    signs = "".join(sorted(SIGNS | WIDE_SIGNS))
    several = [*sorted(alphabet.letters)[:40], *signs, *"éĄяΩ猫゠ㄱ鱻"]
    found = set()
    for letter in {*several, *"".join(several).upper()}:
        for pattern in PATTERNS:
            sample = pattern.format(letter).encode(codec, "ignore")
            score = _plausibility(sample, alphabet)
            assert score == -math.inf or -1 <= score <= 1
            if not sample.isascii():
                found.add(score)
    assert {-1, 1} <= found


@pytest.mark.parametrize("alphabet", ALPHABETS, ids=lambda alphabet: alphabet.encoding)
def test_a_letter_of_the_language_is_more_plausible_than_a_sign_or_any_other(
    alphabet: Alphabet,
) -> None:
    codec = CODECS[alphabet.encoding]
    letters = [letter for letter in sorted(alphabet.letters)[:20] if not letter.isascii()]
    for letter in letters:
        own = _plausibility(f" {letter} ".encode(codec), alphabet)
        assert own == 1
        assert _plausibility(f" {letter} {letter}".encode(codec), alphabet) == own
    assert _plausibility(b"plain", alphabet) == -math.inf


@pytest.mark.parametrize("alphabet", ALPHABETS, ids=lambda alphabet: alphabet.encoding)
def test_a_sign_is_plausible_at_either_end_of_a_word_and_not_within_one(
    alphabet: Alphabet,
) -> None:
    codec = CODECS[alphabet.encoding]
    signs = [sign for sign in SIGNS - {"’"} if sign not in alphabet.letters]
    for sign in signs:
        if alphabet.script == "cjk" or not sign.encode(codec, "ignore"):
            continue
        for beside in (f" {sign} ", f"a{sign} ", f" {sign}a"):
            assert _plausibility(beside.encode(codec), alphabet) > 0
        assert _plausibility(f"a{sign}a".encode(codec), alphabet) == -1
