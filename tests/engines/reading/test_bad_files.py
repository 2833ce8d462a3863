"""Files that cannot be read: one sentence each that names the file, the fault and what to do."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from made_documents import made_docx, made_odt, made_pdf, made_picture_pdf, made_pptx
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tequio.engines.reading import Limits, mislabelled
from tequio.engines.reading.errors import (
    ExpandsTooFar,
    FileDamaged,
    FileEmpty,
    FileEncrypted,
    FileTooLarge,
    FormatUnknown,
    FormatUnsupported,
    ReadingError,
    TextLayerMissing,
    WordsMissing,
    error_classes,
)
from tequio.engines.reading.formats import ocr, parse

pytestmark = pytest.mark.engine


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def changed(document: bytes, part: str, data: bytes) -> bytes:
    """Give an office file with one part put in or replaced."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return zipped({**parts, part: data})


def understated(document: bytes, part: str) -> bytes:
    """Give an office file whose directory says that a part is shorter than it is."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        size = package.getinfo(part).file_size
    return document.replace(struct.pack("<I", size), struct.pack("<I", size // 2))


def old_office(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


def blank_pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


WORD = "word/document.xml"
BOMB = b"<w>" + b"a" * 60_000_000 + b"</w>"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
NESTED = b"<a>" * 200_000 + b"</a>" * 200_000


@pytest.mark.parametrize(
    ("name", "make", "error", "part"),
    [
        ("blank.txt", lambda: b" \n\t\n ", WordsMissing, "holds no words"),
        ("empty.docx", lambda: zipped({}), FormatUnsupported, "zip archive"),
        ("bare.html", lambda: b"<html><body><script>1</script></body></html>", WordsMissing, "no words"),
        ("blank.pdf", blank_pdf, WordsMissing, "no words"),
        ("cut.docx", lambda: made_docx()[:-500], FileDamaged, "cut short"),
        ("cut.pptx", lambda: made_pptx()[:4000], FileDamaged, "cut short"),
        ("cut.odt", lambda: made_odt()[:-40], FileDamaged, "cut short"),
        ("cut.pdf", lambda: made_pdf()[:-900], FileDamaged, "end mark"),
        ("torn.pdf", lambda: b"%PDF-1.7\n" + b"x" * 5000 + b"%%EOF", FileDamaged, "cannot be opened"),
        ("torn.docx", lambda: changed(made_docx(), WORD, b"<w:document><w:p>"), FileDamaged, "broken XML"),
        (
            "gone.docx",
            lambda: changed(made_docx(), WORD, b"<document/>"),
            FileDamaged,
            "document.xml is missing",
        ),
        ("lies.docx", lambda: understated(made_docx(), WORD), FileDamaged, "cannot be unpacked"),
        ("deep.docx", lambda: changed(made_docx(), WORD, NESTED), FileDamaged, "is missing"),
        ("key.pdf", lambda: made_pdf(StandardEncryption("x")), FileEncrypted, "password"),
        ("key.docx", lambda: old_office("EncryptedPackage"), FileEncrypted, "password"),
        (
            "key.odt",
            lambda: changed(
                made_odt(),
                "META-INF/manifest.xml",
                b'<m xmlns="urn:m"><file-entry><encryption-data/></file-entry></m>',
            ),
            FileEncrypted,
            "password",
        ),
        ("bomb.docx", lambda: changed(made_docx(), WORD, BOMB), ExpandsTooFar, "zip bomb"),
        ("bomb2.docx", lambda: changed(made_docx(), "word/media/a.png", BOMB), ExpandsTooFar, "zip bomb"),
        (
            "entities.docx",
            lambda: changed(made_docx(), WORD, ENTITIES),
            FileDamaged,
            "not as the format asks",
        ),
        ("old.doc", lambda: old_office("WordDocument"), FormatUnsupported, "old Word document (doc)"),
        ("old.docx", lambda: old_office("WordDocument"), FormatUnsupported, "save it as docx"),
        ("old.ppt", lambda: old_office("PowerPoint Document"), FormatUnsupported, "save it as pptx"),
        ("mail.msg", lambda: old_office("__substg1.0_"), FormatUnsupported, "save it as eml"),
        ("sheet.xlsx", lambda: zipped({"xl/workbook.xml": b"<x/>"}), FormatUnsupported, "Excel workbook"),
        ("files.zip", lambda: zipped({"a.txt": b"words"}), FormatUnsupported, "unpack it"),
        ("scan.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(99), FormatUnsupported, "JPEG picture"),
        ("picture.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), FormatUnsupported, "PNG picture"),
        ("text.rtf", lambda: b"{\\rtf1 words}", FormatUnsupported, "RTF document"),
        ("a.gz", lambda: b"\x1f\x8b" + bytes(99), FormatUnsupported, "gzip archive"),
        ("noise.docx", lambda: zlib.compress(bytes(range(256)) * 99), FormatUnknown, "binary"),
        ("nul.txt", lambda: bytes(4096), FileEmpty, "NUL bytes"),
        ("nul.pdf", lambda: bytes(4096), FileEmpty, "NUL bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_bad_file_gets_one_sentence(
    name: str, make: Callable[[], bytes], error: type[ReadingError], part: str
) -> None:
    with pytest.raises(error) as raised:
        parse(make(), name)
    sentence = str(raised.value)
    assert sentence.startswith(f"{name}: ")
    assert part in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_text_longer_than_the_limit_is_refused() -> None:
    limits = Limits(characters=1000)
    for name, data in (("a.txt", b"words and words. " * 100), ("a.html", b"<html><p>" + b"words. " * 300)):
        with pytest.raises(FileTooLarge, match="1,000 characters"):
            parse(data, name, limits)


def test_a_line_of_a_megabyte_is_read() -> None:
    data = b"The parties agreed to publish the report and to meet again. " * 17_500
    text = parse(data, "a.txt")
    assert len(text.content) == len(data)
    assert text.language == "en"


def test_pictures_without_ocr_engine_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(
        TextLayerMissing, match=r"2 of 2 pages are pictures .* no OCR engine .* install tesseract"
    ):
        parse(made_picture_pdf(2), "scan.pdf")


@pytest.mark.skipif(not ocr.is_installed(), reason="tesseract is not installed")
def test_pictures_are_read_by_ocr() -> None:
    calls: list[bool] = []
    text = parse(made_picture_pdf(), "scan.pdf", before_ocr=lambda: calls.append(True))
    assert calls == [True]
    read = [" ".join(text.content[p.start : p.end].split()) for p in text.paragraphs]
    assert "The two delegations met in Mexico City and they agreed to hold a dialogue every year." in read
    assert {p.page for p in text.paragraphs} == {1}


@pytest.mark.parametrize(
    ("name", "media_type", "part"),
    [
        ("a.pdf", "text/plain", "ends in .pdf but is plain text"),
        ("a.docx", "application/pdf", "ends in .docx but is a PDF"),
        ("A.TXT", "text/html", "ends in .txt but is a web page"),
        ("a.txt", "text/plain", None),
        ("a.md", "text/plain", None),
        ("a.htm", "text/html", None),
        ("a", "application/pdf", None),
        ("a.dat", "application/pdf", None),
    ],
)
def test_wrong_name_is_told(name: str, media_type: str, part: str | None) -> None:
    said = mislabelled(name, media_type)
    assert said is None if part is None else part in (said or "")


def test_every_error_has_a_name_and_one_sentence() -> None:
    for name, kind in error_classes().items():
        assert not name.endswith("Exception")
        assert (kind.__doc__ or "").strip().split("\n")[0].endswith(".")
        assert str(kind("a\nb.txt", "the file is odd; mend it")) == "a b.txt: the file is odd; mend it."
