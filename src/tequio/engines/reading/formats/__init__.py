"""One module per format: bytes -> content and paragraphs. `parse` chooses by what the bytes are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from tequio.engines.reading.encodings import decode
from tequio.engines.reading.errors import FileTooLarge, WordsMissing
from tequio.engines.reading.formats.assembly import Assembly
from tequio.engines.reading.language import LONGEST, detect_language
from tequio.engines.reading.limits import DEFAULT_LIMITS, Limits
from tequio.engines.reading.plaintext import structure
from tequio.engines.reading.sniff import Format, sniff, sniff_zip
from tequio.text import Paragraph, Role, Text

__all__ = ["parse"]

_MARK = "\ufeff"
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def parse(
    data: bytes,
    name: str,
    limits: Limits = DEFAULT_LIMITS,
    before_ocr: Callable[[], None] = lambda: None,
) -> Text:
    """Read a document here and now, in this process: `Reader` adds the bounds of time and memory.

    Args:
        data: the file's bytes, at least one.
        name: the file as the person named it; its ending only helps to tell Markdown from plain text.
        limits: all but time and memory, which are the caller's.
        before_ocr: called once when pictures of pages are about to be read, which takes seconds a page.

    Raises:
        ReadingError: any class of the tree in `errors`.
    """
    kind = sniff(data, name)
    if kind in (Format.TEXT, Format.MARKDOWN):
        text = _plain(data, name, limits)
    else:
        assembly = Assembly(name, limits.characters)
        kind = _assemble(kind, (data, name), limits, assembly, before_ocr)
        text = Text(*assembly.finish(), title=assembly.title)
    if not text.paragraphs:
        raise WordsMissing(name, "the document holds no words; check that it is the right file")
    return _with_languages(replace(text, media_type=str(kind)))


def _plain(data: bytes, name: str, limits: Limits) -> Text:
    content, _ = decode(data, name)
    if len(content) > limits.characters:
        raise FileTooLarge(
            name,
            f"the text has more than {limits.characters:,} characters; split it into parts and read them",
        )
    paragraphs = structure(content)
    if content.startswith(_MARK):  # a byte order mark is no word
        paragraphs = tuple(replace(p, start=max(p.start, 1)) for p in paragraphs if p.end > 1)
    return Text(content, paragraphs)


def _assemble(
    kind: Format | None,
    source: tuple[bytes, str],
    limits: Limits,
    assembly: Assembly,
    before_ocr: Callable[[], None],
) -> Format:
    data, name = source
    # Imported where they are needed: a batch of texts must not wait for the reader of PDFs.
    if kind is None:
        return _assemble_zip(data, name, limits, assembly)
    if kind is Format.PDF:
        from tequio.engines.reading.formats.pdf import read_pdf  # noqa: PLC0415

        read_pdf(data, name, assembly, before_ocr)
    elif kind is Format.HTML:
        from tequio.engines.reading.formats.html import decode_page, read_html  # noqa: PLC0415

        read_html(decode_page(data, name), assembly)
    else:
        from tequio.engines.reading.formats.eml import read_eml  # noqa: PLC0415

        read_eml(data, name, assembly)
    return kind


def _assemble_zip(data: bytes, name: str, limits: Limits, assembly: Assembly) -> Format:
    from tequio.engines.reading.formats.zipped import Package  # noqa: PLC0415

    package = Package(data, name, limits)
    mimetype = package.read("mimetype")
    main = None if mimetype else package.related("", "officeDocument")
    kind = sniff_zip(package.names, mimetype, main, name)
    if kind is Format.ODT:
        from tequio.engines.reading.formats.odt import read_odt  # noqa: PLC0415

        read_odt(package, name, assembly)
    elif kind is Format.DOCX:
        from tequio.engines.reading.formats.docx import read_docx  # noqa: PLC0415

        read_docx(package, main or "", assembly)
    else:
        from tequio.engines.reading.formats.pptx import read_pptx  # noqa: PLC0415

        read_pptx(package, main or "", assembly)
    return kind


def _with_languages(text: Text) -> Text:
    weights: Counter[str] = Counter()
    paragraphs: list[Paragraph] = []
    for paragraph in text.paragraphs:
        end = min(paragraph.end, paragraph.start + LONGEST)
        language = detect_language(_TAG.sub(" ", text.content[paragraph.start : end]))
        if language:
            weights[language] += paragraph.end - paragraph.start if paragraph.role is not Role.NOTE else 1
        paragraphs.append(replace(paragraph, language=language))
    whole = weights.most_common(1)[0][0] if weights else detect_language(text.content)
    return replace(text, paragraphs=tuple(paragraphs), language=whole)
