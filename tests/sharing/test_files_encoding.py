"""The encoding is told by the letters that it gives, in short files too."""

import math
import unicodedata

import pytest

from playground.sharing.files import CODECS, FileError, as_samples, read_file
from playground.sharing.files.encoding import (
    ALPHABETS,
    SIGNS,
    WIDE_SIGNS,
    Alphabet,
    _is_usual,
    _plausibility,
)

CASES = [
    ("Windows-1252", "Größe;Gewicht;Art\n1,5;2;Mädchen\n2,5;3;Junge\n"),
    ("Windows-1252", "Länge,Breite,label\n1,2,a\n2,3,b\n"),
    ("Windows-1252", "x,y,label\n1,2,für\n2,3,gegen\n"),
    ("Windows-1252", "GRÖSSE,HÖHE,ART\n1,2,Ä\n2,3,B\n"),
    ("Windows-1252", "PÄÄTÖS,MÄÄRÄ,label\n1,2,a\n2,3,b\n"),
    ("Windows-1252", "longueur,pétale,espèce\n1,2,érable\n2,3,chêne\n"),
    ("Windows-1252", "tamaño,año,clase\n1,2,niño\n2,3,niña\n"),
    ("Windows-1252", "comprimento,ação,espécie\n1,2,sim\n2,3,não\n"),
    ("Windows-1252", "larghezza,qualità,specie\n1,2,è\n2,3,b\n"),
    ("Windows-1252", "längd,bredd,färg\n1,2,blå\n2,3,röd\n"),
    ("Windows-1252", "Temperatur °C,m²,label\n1,2,a\n"),
    ("Windows-1252", "weight µg,price €,label\n1,2,don’t\n"),
    ("Windows-1250", "długość,szerokość,gatunek\n1,2,żółty\n2,3,biały\n"),
    ("Windows-1250", "délka,šířka,druh\n1,2,růže\n2,3,bílý\n"),
    ("Windows-1254", "uzunluk,genişlik,tür\n1,2,kırmızı\n2,3,yeşil\n"),
    ("Windows-1254", "İSİM,BOY,label\n1,2,EVET\n2,3,HAYIR\n"),
    ("Windows-1254", "GENİŞLİK,YAŞ,label\n1,2,İYİ\n2,3,KÖTÜ\n"),
    ("Windows-1252", "hæð,þyngd,tegund\n1,2,köttur\n2,3,hundur\n"),
    ("Windows-1251", "длина,ширина,вид\n1,2,кошка\n2,3,собака\n"),
    ("Windows-1251", "Длина,Ширина,Вид\n1,2,Да\n2,3,Нет\n"),
    ("KOI8-R", "длина,ширина,вид\n1,2,кошка\n2,3,собака\n"),
    ("Windows-1253", "Μήκος,πλάτος,είδος\n1,2,γάτα\n2,3,σκύλος\n"),
    ("GB18030", "长度,宽度,类别\n1,2,猫\n3,4,狗\n"),
    ("GB18030", "x1,x2,label\n1,2,小狗\n3,4,小猫\n"),
    ("GB18030", "x1,x2,label\n1,2,是\n3,4,否\n"),
    ("GB18030", "温度(℃),湿度,结果\n1,2,好\n3,4,坏\n"),
    ("GB18030", "花萼长度,花瓣宽度,种类\n5.1,0.2,山鸢尾\n7,1.4,变色鸢尾\n"),
    ("GB18030", "色泽,根蒂,敲声,密度,好瓜\n青绿,蜷缩,浊响,0.697,是\n乌黑,蜷缩,沉闷,0.7,否\n"),
    ("GB18030", "x轴,y轴,类\n1,2,A类\n2,3,B类\n"),
    ("Big5", "長度,寬度,類別\n1,2,貓\n3,4,狗\n"),
    ("Big5", "身高,體重,性別\n170,60,男\n160,50,女\n"),
    ("Shift-JIS", "長さ,幅,種類\n1,2,猫\n3,4,犬\n"),
    ("Shift-JIS", "身長,体重,性別\n170,60,男\n160,50,女\n"),
    ("Shift-JIS", "がく片の長さ,花弁の幅,品種\n1,2,セトサ\n"),
    ("EUC-JP", "長さ,幅,種類\n1,2,猫\n3,4,犬\n"),
    ("EUC-KR", "길이,너비,품종\n1,2,고양이\n3,4,개\n"),
    ("EUC-KR", "키,몸무게,성별\n170,60,남자\n160,50,여자\n"),
]


def cells_of(text: str) -> list[list[str]]:
    delimiter = ";" if ";" in text else ","
    return [line.split(delimiter) for line in text.splitlines()]


@pytest.mark.parametrize(("encoding", "text"), CASES)
def test_a_short_table_is_read_by_the_encoding_it_was_written_in(encoding: str, text: str) -> None:
    file = read_file(text.encode(CODECS[encoding]))
    header, *rows = cells_of(text)
    assert file.encoding == encoding
    assert list(file.columns) == header
    assert [cells for _, cells in file.rows] == rows


@pytest.mark.parametrize(("encoding", "text"), CASES)
def test_a_long_table_is_read_by_it_too(encoding: str, text: str) -> None:
    header, rows = text.split("\n", 1)
    long = f"{header}\n{rows * 100}".encode(CODECS[encoding])
    assert read_file(long).encoding == encoding


@pytest.mark.parametrize(("encoding", "text"), CASES)
def test_in_utf_8_every_table_is_read_as_utf_8(encoding: str, text: str) -> None:
    for mark in (b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2):
        file = read_file(mark + text.encode())
        assert file.encoding == "UTF-8"
        assert list(file.columns) == cells_of(text)[0]


@pytest.mark.parametrize("encoding", CODECS)
def test_the_encoding_can_be_given(encoding: str) -> None:
    text = "a,b,label\n1,2,x\n3,4,y\n"
    file = read_file(text.encode(CODECS[encoding]), encoding=encoding)
    assert (file.encoding, file.columns) == (encoding, ("a", "b", "label"))


def test_letters_that_are_wrong_can_be_put_right() -> None:
    content = "hossz,szélesség,fajta\n1,2,szőke\n".encode("cp1250")
    assert read_file(content, encoding="Windows-1250").rows == [(2, ["1", "2", "szőke"])]


def test_what_is_not_of_the_encoding_given_is_refused() -> None:
    with pytest.raises(FileError) as error:
        read_file("Größe,label\n1,2\n".encode("cp1252"), encoding="UTF-8")
    assert error.value.problem.code == "file_encoding"
    assert error.value.problem.fields == {"encoding": "UTF-8"}


def test_the_mark_that_ends_a_file_in_dos_is_no_character() -> None:
    assert read_file(b"a,label\n1,x\n2,y\x1a").rows == [(2, ["1", "x"]), (3, ["2", "y"])]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("length,width,label", "1,2,cat"),
        ("花萼的长度,花瓣的宽度,鸢尾花的种类", "1,2,山鸢尾"),
        ("甲,乙", "1,一一"),  # a character of which one byte is zero
    ],
)
def test_utf_16_without_a_mark_is_told_by_its_zeros(encoding: str, header: str, row: str) -> None:
    file = read_file(f"{header}\n{row}\n{row}\n".encode(encoding))
    assert list(file.columns) == header.split(",")
    assert [cells for _, cells in file.rows] == [row.split(",")] * 2


@pytest.mark.parametrize(
    ("encoding", "level", "blocks"),
    [
        ("GB18030", 3755, "CJK UNIFIED"),
        ("Big5", 5401, "CJK UNIFIED"),
        ("Shift-JIS", 2965, "CJK UNIFIED"),
        ("EUC-JP", 2965, "CJK UNIFIED"),
        ("EUC-KR", 2350, "HANGUL SYLLABLE"),
    ],
)
def test_as_many_characters_are_usual_as_the_standard_s_first_level_has(
    encoding: str, level: int, blocks: str
) -> None:
    chars = [chr(code) for code in range(0x4E00, 0xD7A4) if unicodedata.category(chr(code)) == "Lo"]
    (standard,) = [alphabet.usual for alphabet in ALPHABETS if alphabet.encoding == encoding]
    usual = [char for char in chars if _is_usual(char, standard)]
    assert sum(unicodedata.name(char).startswith(blocks) for char in usual) == len(usual) == level


@pytest.mark.parametrize("encoding", ["UTF-8", "GB18030", "UTF-16", "UTF-16-LE", "UTF-16-BE"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize(
    "filler", ["\0" * 500, "\0", "\0" * 30 + "\x1a", "\x1a" + "\0" * 30 + "\n"]
)
def test_zeros_at_the_end_of_a_file_are_no_characters(encoding: str, end: str, filler: str) -> None:
    text = f"长度,宽度,label\n1.5,2,x\n3,4.5,y{end}{filler}"
    file = read_file(text.encode(CODECS[encoding]))
    assert file.encoding == encoding
    assert file.rows == [(2, ["1.5", "2", "x"]), (3, ["3", "4.5", "y"])]


GERMAN = "Größe,Breite,Art\n1.5,2,Bär\n3,4.5,Möwe\n5,6,Bär\n7,8,Möwe\n"
CHINESE = "长度,宽度,类别\n1,2,猫\n3,4,狗\n5,6,猫\n"


def strays(text: str, *lines: int) -> bytes:
    """The text in UTF-8, but for these lines, from 1, in Windows-1252."""
    each = enumerate(text.splitlines(keepends=True), start=1)
    return b"".join(line.encode("cp1252" if at in lines else "utf-8") for at, line in each)


@pytest.mark.parametrize("lines", [(3,), (5,), (3, 4), (3, 4, 5), (1,)])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_a_file_with_a_few_other_bytes_stays_utf_8_and_says_in_which_rows(
    lines: tuple[int, ...], mark: bytes, line_end: bytes
) -> None:
    file = read_file(mark + strays(GERMAN, *lines).replace(b"\n", line_end))
    assert (file.encoding, list(file.columns)) == ("UTF-8", cells_of(GERMAN)[0])
    assert [cells for _, cells in file.rows] == cells_of(GERMAN)[1:]
    assert [(p.code, p.fields["row"]) for p in file.remarks] == [("row_byte", at) for at in lines]
    assert not any(problem.blocking for problem in file.remarks)


@pytest.mark.parametrize(
    ("stray", "read"), [(b"\xfc", "ü"), (b"\xff", "ÿ"), (b"\x80", "€"), (b"\x81", "\ufffd")]
)
def test_a_byte_that_is_no_utf_8_is_read_as_windows_has_it_if_it_has(
    stray: bytes, read: str
) -> None:
    file = read_file(CHINESE.encode() + b"7,8," + stray + b"\n")
    assert file.encoding == "UTF-8"
    assert file.rows[-1] == (5, ["7", "8", read])
    assert [problem.fields for problem in file.remarks] == [{"row": 5, "value": read}]


def test_the_remark_shows_all_that_was_read_so_in_a_row() -> None:
    (remark,) = read_file(strays(GERMAN, 1)).remarks
    assert remark.fields == {"row": 1, "value": "ö ß"}


def test_utf_8_throughout_has_nothing_to_be_said_of() -> None:
    assert read_file(GERMAN.encode()).remarks == []


@pytest.mark.parametrize("pair", ["猫狗", "是否", "好坏", "红绿"])
@pytest.mark.parametrize("times", [1, 50])
def test_a_few_chinese_labels_are_not_taken_for_damaged_utf_8(pair: str, times: int) -> None:
    text = "a,b,label\n" + f"1,2,{pair[0]}\n" * times + f"3,4,{pair[1]}\n"
    file = read_file(text.encode("gb18030"))
    assert file.encoding == "GB18030"
    assert [cells[-1] for _, cells in file.rows] == [pair[0]] * times + [pair[1]]


HIDDEN = ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200f", "\u202a", "\u2066", "\u061c"]


@pytest.mark.parametrize("char", HIDDEN)
def test_what_cannot_be_seen_is_taken_off_names_and_cells(char: str) -> None:
    text = (
        f"{char}h,w{char},{char}kind\n1,2,cat{char}\n3,4,c{char}at\n5,6,dog\n{char}7,8{char},dog\n"
        f'{char}"9","1","cat"\n{char}\n'
    )
    file = read_file(text.encode())
    assert file.columns == ("h", "w", "kind")
    samples = as_samples(file, "kind")
    assert samples.classes == {"cat": 3, "dog": 2}
    assert samples.table.to_numpy().tolist()[3:] == [["7", "8", "dog"], ["9", "1", "cat"]]
    assert samples.left_out == []


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
