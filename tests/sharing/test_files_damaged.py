"""Files that were damaged, cut or glued together are read or refused, and never crash the page."""

import random

import pytest

from playground.sharing.examples import DATA
from playground.sharing.files import FileError, FileReading, as_samples, read_file
from playground.tables.reading import read_samples

SEEDS = [
    (DATA / "note.csv").read_bytes(),
    (DATA / "iris.csv").read_bytes()[:1500],
    "Größe;Höhe;Art\n1.234,5;0,5;süß\n2,5;1,5;sauer\n".encode("cp1252"),
    "编号,长度,类别\n1,5.1,猫\n2,4.2,狗\n".encode("gb18030"),
    "長さ,幅,種類\n1,2,猫\n3,4,犬\n".encode("cp932"),
    'a,"b, c",label\n1,"2\n3",x\n"4",5,"y ""z"""\n'.encode("utf-16"),
    b"| a | b |\n|---|---|\n| 1 | x |\n| 2 | y |\n",
    b"@relation r\n@attribute a real\n@attribute class {x,y}\n@data\n1,x\n2,'y'\n",
    b"@relation r\n@attribute 'a b' real\n@attribute kind{x,y}\n@data\n1\tx\n2,'\\'y',{2}\n",
    b"a\tb\tkind\nc\tc\td\n\tmeta\tclass\n1\t2\tx\n3\t?\ty\n4\t5\tx\n",
    "C#a,mS#b,cD#kind\n–1,2,süß\n٣٫٥,- 4,Bär\n".encode(),
    b"sep=;\na;b\n1;2\n",
    b'"","a","label"\n"1",1.5,"x"\n"2",2.5,"y"\n',
]
PIECES = [
    *(b'"', b"'", b",", b";", b"\t", b"|", b" ", b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf"),
    *(b"# ", b"@data", b"sep=", b"nan", b"1,234", b"1.234", b"-", b"?", b"\\n", b"[", b"{", b"<a>"),
    *(b"1e999", b"9" * 50, b"label", b"id", b"\xe4", b"\x81\x30", b"\xe2\x80\xa8", b"''", b'""'),
]


def damaged(chance: random.Random) -> bytes:
    content = bytearray(chance.choice(SEEDS))
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(content) + 1)
        end = min(len(content), at + chance.randint(0, 30))
        change = chance.randrange(4)
        if change == 0:
            content[at:at] = chance.choice(PIECES)
        elif change == 1:
            del content[at:end]
        elif change == 2:
            content[at:at] = content[at:end] * chance.randint(1, 5)
        else:
            content[at:end] = chance.choice(SEEDS)[at:end]
    return bytes(content)


def read_in_every_way(content: bytes, chance: random.Random) -> None:
    try:
        file = read_file(content)
    except FileError:
        return
    assert_holds_together(file)
    for label in {file.likely_label, chance.choice(file.columns)}:
        try:
            samples = as_samples(file, label, decimal=chance.choice([None, ".", ","]))
        except FileError:
            continue
        said = [*file.remarks, *file.left_out, *samples.left_out, *samples.remarks]
        assert not any(problem.blocking for problem in said)  # the rest can be learnt from
        reading = read_samples(samples.table)  # features are numbers, so only labels can be wrong
        assert {p.code for p in reading.problems if p.blocking} <= {
            "label_not_finite",
            "one_class_name",
        }
        assert sum(samples.classes.values()) == len(samples.table) <= len(file.rows)


def assert_holds_together(file: FileReading) -> None:
    assert len(set(file.columns)) == len(file.columns)
    assert all(len(cells) == len(file.columns) for _, cells in file.rows)
    numbers = [number for number, _ in file.rows]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_file_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        read_in_every_way(damaged(chance), chance)


@pytest.mark.parametrize("label", ["nan", "NaN", ""])
def test_a_row_without_a_label_is_left_out_however_good_its_numbers(label: str) -> None:
    samples = as_samples(read_file(f"a,b,label\n1,2,x\n3,4,{label}\n5,6,y\n".encode()), "label")
    assert samples.table["label"].tolist() == ["x", "y"]
    assert [(p.code, p.fields["row"]) for p in samples.left_out] == [("row_missing", 3)]
