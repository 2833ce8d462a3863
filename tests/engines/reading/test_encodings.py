"""Text files: the decoded file, unchanged, in the encoding that it is in."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tequio.engines.reading.encodings import decode
from tequio.engines.reading.errors import EncodingUnknown, FileDamaged, FileEmpty, FormatUnknown, ReadingError
from tequio.engines.reading.formats import parse

pytestmark = pytest.mark.engine

SPANISH = "México se comprometió a «garantizar» los derechos de las niñas — ¿cuándo?\r\nSegún el señor…\r\n"
ENGLISH = "The parties agreed to meet again.\n"
CYRILLIC = "Правительство обязуется опубликовать доклад о положении в области прав человека."


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (SPANISH.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + SPANISH.encode("utf-8"), "utf-8"),
        (SPANISH.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + SPANISH.encode("utf-16-be"), "utf-16"),
        (SPANISH.encode("utf-16-le"), "utf-16-le"),
        (SPANISH.encode("utf-16-be"), "utf-16-be"),
        (SPANISH.encode("utf-32"), "utf-32"),
        (SPANISH.encode("cp1252"), "cp1252"),
        (SPANISH.replace("—", "-").replace("…", ".").encode("latin-1"), "cp1252"),
        (SPANISH.encode("mac_roman"), "mac_roman"),
        ("La reunión se celebró en México, según el señor Muñoz.".encode("cp850"), "cp850"),
        (ENGLISH.encode("ascii"), "utf-8"),
        (CYRILLIC.encode("utf-8"), "utf-8"),
        (CYRILLIC.encode("utf-16"), "utf-16"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_encoding_is_told(data: bytes, codec: str) -> None:
    text, found = decode(data, "a.txt")
    assert found == codec
    assert text == data.decode(codec)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_offsets_are_those_of_the_file_as_python_opens_it(codec: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(SPANISH.encode(codec))
    text = parse(file.read_bytes(), "a.txt")
    # A UTF-8 byte order mark stays as the character it is: "utf-8", and not "utf-8-sig", opens the file.
    opened = file.open(encoding=codec.removesuffix("-sig"), newline="").read()
    assert text.content == opened
    assert text.content[text.paragraphs[0].start] == "M"


@pytest.mark.parametrize(
    ("data", "error", "part"),
    [
        (b"", FileEmpty, "0 bytes"),
        (b"\0" * 5000, FileEmpty, "5,000 NUL bytes"),
        (
            b"The parties\0 agreed to meet again in Brussels next year.",
            FileDamaged,
            "1 NUL bytes, the first at byte 11",
        ),
        ("México acordó ".encode() * 9 + b"\xff fin", FileDamaged, "broken at byte 144"),
        (SPANISH.encode("utf-8")[:-10] + "señ".encode()[:-1], FileDamaged, "UTF-8 text but broken"),
        (SPANISH.encode("utf-16")[:-1], FileDamaged, "UTF-16 text but broken"),
        (CYRILLIC.encode("cp1251"), EncodingUnknown, "save it as UTF-8"),
        (CYRILLIC.encode("koi8-r"), EncodingUnknown, "save it as UTF-8"),
        ("政府は報告書を公表することを約束した。".encode("shift-jis"), EncodingUnknown, "save it as UTF-8"),
        (bytes(range(1, 256)) * 20, FormatUnknown, "binary"),
        (bytes((n * 97 + n // 7) % 256 for n in range(9000)), FormatUnknown, "binary"),
        (b"\x01\x02\x03\x04" * 500, FormatUnknown, "binary"),
    ],
)
def test_what_cannot_be_decoded_is_refused(data: bytes, error: type[ReadingError], part: str) -> None:
    with pytest.raises(error) as raised:
        decode(data, "report.txt")
    assert str(raised.value).startswith("report.txt: ")
    assert part in str(raised.value)


@pytest.mark.corpus
def test_corpus_texts_are_the_files(corpus: Path) -> None:
    files = sorted(corpus.glob("*/*.txt"))
    assert files
    for file in files:
        data = file.read_bytes()
        text = parse(data, file.name)
        assert text.content == data.decode("utf-8"), file.name
        spans = [(p.start, p.end) for p in text.paragraphs]
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans)), file.name
