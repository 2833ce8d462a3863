"""PDF: the printed lines of each page with their place and size, from the text layer or by OCR."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from statistics import median

import pypdfium2
from pypdfium2 import raw

from tequio.engines.reading.errors import (
    FileDamaged,
    FileEncrypted,
    FormatUnsupported,
    TextLayerMissing,
)
from tequio.engines.reading.formats import ocr
from tequio.engines.reading.formats.assembly import Assembly, real_title
from tequio.engines.reading.formats.pdf_blocks import read_pages
from tequio.engines.reading.formats.pdf_lines import Line, Page

_FEWEST_LETTERS = 8  # a page with fewer is a picture, if it shows one
_TAIL = 4096  # bytes at the end, where the end mark stands
_GAP = 0.9  # heights of a letter: a wider blank within a line may part two cells
_WIDE_GAP = 1.5  # a wider one parts them also where no table is found
_MARK_GAP = 0.6  # heights of a letter: a wider blank after "1" makes it the number of a list item,
_MOST_MARK_GAP = 3.2  # a much wider one the cell of a table
_DAMAGED = "the PDF is cut short or damaged ({}); fetch it again"


def read_pdf(data: bytes, name: str, assembly: Assembly, before_ocr: Callable[[], None]) -> None:
    """Read a PDF.

    Args:
        data: the file's bytes.
        name: the file, for messages.
        assembly: takes the blocks; running heads, feet and page numbers are left out.
        before_ocr: called once when the first picture of a page is about to be read.

    Raises:
        FileDamaged: it is cut short, or cannot be opened.
        FileEncrypted: it needs a password.
        TextLayerMissing: more than half of its pages are pictures, and no OCR engine is installed.
    """
    document = _open(data, name)
    if len(document) == 0:
        raise FileDamaged(name, _DAMAGED.format("it has no pages"))
    assembly.title = real_title(document.get_metadata_dict(skip_empty=True).get("Title"))
    pages: list[Page] = []
    pictures: list[int] = []
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError as error:
            raise FileDamaged(name, _DAMAGED.format(f"its page {index + 1} cannot be opened")) from error
        lines = list(_lines(page.get_textpage()))
        letters = sum(character.isalnum() for line in lines for character in line.text)
        if letters < _FEWEST_LETTERS and _shows_picture(page):
            pictures.append(index)
        pages.append(Page(index + 1, page.get_height(), lines))
        page.close()
    if pictures:
        _read_pictures(document, pages, pictures, name, before_ocr)
    read_pages(pages, assembly)


def _open(data: bytes, name: str) -> pypdfium2.PdfDocument:
    if b"%%EOF" not in data[-_TAIL:]:
        raise FileDamaged(name, _DAMAGED.format("its end mark is missing"))
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = raw.FPDF_GetLastError()
        if code == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise FileEncrypted(
                name, "the PDF is encrypted; save it without a password and read it again"
            ) from None
        if code == raw.FPDF_ERR_SECURITY:
            raise FormatUnsupported(
                name, "the PDF is protected in a way that is not read here; print it anew"
            ) from None
        raise FileDamaged(name, _DAMAGED.format("it cannot be opened")) from None


def _shows_picture(page: pypdfium2.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4))


def _read_pictures(
    document: pypdfium2.PdfDocument,
    pages: list[Page],
    pictures: list[int],
    name: str,
    before_ocr: Callable[[], None],
) -> None:
    if not ocr.is_installed():
        if len(pictures) > len(pages) / 2:
            raise TextLayerMissing(
                name,
                f"{len(pictures)} of {len(pages)} pages are pictures without a text layer and no OCR engine"
                " is installed; install tesseract with its Spanish data, or make a PDF with text",
            )
        return  # some plates among pages of text
    before_ocr()
    for index in pictures:
        page = document[index]
        pages[index].lines[:] = ocr.read_page(page, name)
        ocr.mend_bullets(pages[index].lines)
        page.close()
    ocr.even_sizes([line for index in pictures for line in pages[index].lines])


class _Character:
    __slots__ = ("bottom", "index", "left", "right", "text", "top")

    def __init__(self, text: str, index: int, box: raw.FS_RECTF) -> None:
        self.text, self.index = text, index
        self.left, self.right, self.bottom, self.top = box.left, box.right, box.bottom, box.top


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[Line]:
    """Cut a page's characters, in the order of the file, into lines, and lines at wide blanks."""
    handle, box = page.raw, raw.FS_RECTF()
    reference = ctypes.byref(box)
    unicode_at, box_at = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    line: list[_Character] = []
    for index in range(page.count_chars()):
        code = unicode_at(handle, index)
        if code in (10, 13):
            yield from _cut(line, handle)
            line = []
            continue
        # pdfium marks a hyphen at a line's end with a control character of its own
        text = "-" if code in (2, 0xFFFE) else chr(code) if 0 < code < 0x110000 else ""
        if text and box_at(handle, index, reference):
            line.append(_Character(text, index, box))
    yield from _cut(line, handle)


def _cut(line: list[_Character], handle: object) -> Iterator[Line]:
    visible = [character for character in line if not character.text.isspace()]
    if not visible:
        return
    size = median(character.top - character.bottom for character in visible)
    places = (0, len(line) // 2, len(line) - 1)
    bold = all(line[place].text.isspace() or _is_bold(handle, line[place].index) for place in places)
    segments: list[list[_Character]] = [[]]
    narrow: list[bool] = [False]
    mark_ends = 0
    last: _Character | None = None
    for character in line:
        if not character.text.isspace():
            blank = character.left - last.right if last else 0.0
            begins_item = (
                len(segments) == 1
                and _MARK_GAP * size < blank < _MOST_MARK_GAP * size
                and not character.text.isdigit()
                and _is_mark(segments[0])
            )
            if blank > _GAP * size and not begins_item:
                segments.append([])
                narrow.append(blank <= _WIDE_GAP * size)
            elif begins_item:
                mark_ends = len("".join(c.text for c in segments[0]).strip())
            last = character
        segments[-1].append(character)
    for number, segment in enumerate(segments):
        if made := _line(segment, size, bold):
            made.mark_ends = mark_ends if number == 0 else 0
            made.goes_on = narrow[number]
            yield made


def _line(segment: list[_Character], size: float, bold: bool) -> Line | None:
    visible = [character for character in segment if not character.text.isspace()]
    if not visible:
        return None
    text = "".join(_as_note_mark(character, size, index) for index, character in enumerate(segment)).strip()
    return Line(
        text=text.replace("][^", ""),
        left=min(character.left for character in visible),
        right=max(character.right for character in visible),
        bottom=median(character.bottom for character in visible),
        top=median(character.top for character in visible),
        bold=bold,
    )


def _as_note_mark(character: _Character, size: float, index: int) -> str:
    """Write a small raised digit as the mark of a note, so that it is not read as part of the word."""
    is_small = character.top - character.bottom < 0.8 * size
    return f"[^{character.text}]" if index and is_small and character.text.isdigit() else character.text


def _is_mark(segment: list[_Character]) -> bool:
    """Say whether letters are the mark of an item: "•", "3", "3.", "a)", "(iv)", but not the word "a"."""
    text = "".join(character.text for character in segment).strip()
    number = text.strip(".()ºª°")
    if len(text) == 1 and not text.isalnum():
        return True
    if number.isdigit():
        return len(number) <= 3
    if number.replace(".", "").isdigit():
        return len(number) <= 8
    is_lettered = len(number) == 1 or set(number.lower()) <= set("ivx")
    return 0 < len(number) <= 5 and number != text and is_lettered


def _is_bold(handle: object, index: int) -> bool:
    if raw.FPDFText_GetFontWeight(handle, index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(handle, index, name, len(name), None)
    return b"bold" in name.value.lower() or b"black" in name.value.lower()
