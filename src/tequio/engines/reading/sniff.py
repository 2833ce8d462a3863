"""What a file is, by its bytes; its name decides only between plain text and Markdown."""

from __future__ import annotations

import re
from enum import StrEnum

from tequio.engines.reading.errors import FileEncrypted, FormatUnsupported


class Format(StrEnum):
    """The formats that are read, by their media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    EMAIL = "message/rfc822"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"


NAMES = {
    Format.TEXT: "plain text",
    Format.MARKDOWN: "a Markdown text",
    Format.HTML: "a web page",
    Format.EMAIL: "an e-mail message",
    Format.PDF: "a PDF",
    Format.DOCX: "a Word document",
    Format.PPTX: "a PowerPoint presentation",
    Format.ODT: "an OpenDocument text",
}
_ENDINGS = {
    "txt": (Format.TEXT,),
    "md": (Format.MARKDOWN,),
    "markdown": (Format.MARKDOWN,),
    "html": (Format.HTML,),
    "htm": (Format.HTML,),
    "xhtml": (Format.HTML,),
    "eml": (Format.EMAIL,),
    "pdf": (Format.PDF,),
    "docx": (Format.DOCX,),
    "pptx": (Format.PPTX,),
    "odt": (Format.ODT,),
}

# First bytes -> what the file is, for a sentence, and what to do with it.
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a PNG picture", "put it into a PDF and read that"),
    (b"\xff\xd8\xff", "a JPEG picture", "put it into a PDF and read that"),
    (b"GIF8", "a GIF picture", "put it into a PDF and read that"),
    (b"II*\0", "a TIFF picture", "put it into a PDF and read that"),
    (b"MM\0*", "a TIFF picture", "put it into a PDF and read that"),
    (b"{\\rtf", "an RTF document", "save it as docx"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and read the files in it"),
    (b"Rar!", "a RAR archive", "unpack it and read the files in it"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it and read the files in it"),
    (b"BZh", "a bzip2 archive", "unpack it and read the files in it"),
    (b"\x7fELF", "a program", "read the document itself"),
    (b"MZ", "a program", "read the document itself"),
    (b"SQLite format 3\0", "a database", "read the document itself"),
    (b"ID3", "a sound recording", "read its transcript"),
    (b"%!PS", "a PostScript file", "make a PDF of it"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (  # names of streams in the old Office container -> what the file is
    ("WordDocument", "an old Word document (doc)", "save it as docx"),
    ("PowerPoint Document", "an old PowerPoint presentation (ppt)", "save it as pptx"),
    ("Workbook", "an old Excel workbook (xls)", "save its text as docx or txt"),
    ("__substg1.0_", "an Outlook message (msg)", "save it as eml"),
)
_ZIPPED = (  # the start of a part's name -> what the zip is
    ("xl/", "an Excel workbook", "save its text as docx or txt"),
    ("visio/", "a Visio drawing", "save it as PDF"),
    ("META-INF/container.xml", "an e-book (epub)", "save it as html or docx"),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_ODF = {
    "application/vnd.oasis.opendocument.presentation": (
        "an OpenDocument presentation (odp)",
        "save it as pptx",
    ),
    "application/vnd.oasis.opendocument.spreadsheet": ("an OpenDocument sheet (ods)", "save its text as odt"),
}
_MAIL_HEADER = re.compile(
    rb"(?:from|to|cc|subject|date|message-id|mime-version|received|return-path|delivered-to|content-[a-z-]+"
    rb"|reply-to|x-[a-z0-9-]+|dkim-signature|authentication-results|sender|references|thread-[a-z]+|importance"
    rb"|in-reply-to|arc-[a-z-]+|accept-language)[ \t]*:",
    re.IGNORECASE,
)
_MAIL_PROOF = re.compile(
    rb"^(?:mime-version|message-id|received|return-path)[ \t]*:", re.IGNORECASE | re.MULTILINE
)
_HTML_START = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<\?xml[^>]{0,200}\?>|<!--(?:(?!-->).){0,2000}-->)*"
    rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(rb"<(?:p|div|h[1-6]|table|ul|ol|br|span|a)[\s>/]", re.IGNORECASE)


def ending(name: str) -> str:
    """Give the ending of a file's name, in lower case, without the dot."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem else ""


def sniff(data: bytes, name: str) -> Format | None:
    """Tell what a file is; None stands for a zip, whose parts have to be looked at (`sniff_zip`).

    Args:
        data: the file's bytes.
        name: of the file.

    Raises:
        FormatUnsupported: a known format that is not read here.
        FileEncrypted: an Office document with a password.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return None
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(_OLE):
        raise _old_office(data, name)
    for start, what, advice in _FOREIGN:
        if data.startswith(start):
            raise FormatUnsupported(name, f"the file is {what}, which is not read here; {advice}")
    if data[4:8] == b"ftyp":
        raise FormatUnsupported(
            name, "the file is a film or a recording, which is not read here; read its transcript"
        )
    return _text_format(data, name)


def _text_format(data: bytes, name: str) -> Format:
    own = ending(name)
    plain = data[:8192].replace(b"\0", b"")  # UTF-16 too, as far as it is ASCII
    if _HTML_START.match(plain.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")):
        return Format.HTML
    if own in ("html", "htm", "xhtml") and _HTML_TAG.search(plain):
        return Format.HTML
    if _is_mail(plain, own):
        return Format.EMAIL
    return Format.MARKDOWN if own in ("md", "markdown") else Format.TEXT


def _is_mail(start: bytes, own: str) -> bool:
    head = re.split(rb"\r?\n\r?\n", start.lstrip(), maxsplit=1)[0]
    lines = [line for line in head.splitlines() if line[:1] not in (b" ", b"\t", b"")]
    headers = sum(bool(_MAIL_HEADER.match(line)) for line in lines)
    if headers < 2 or not _MAIL_HEADER.match(lines[0]):
        return False
    # A note that begins "From: … Subject: …" is still a text; its offsets are those of the file.
    return own == "eml" or (headers == len(lines) and bool(_MAIL_PROOF.search(head)))


def sniff_zip(names: frozenset[str], mimetype: bytes | None, main_kind: str | None, name: str) -> Format:
    """Tell what a zip is by its parts.

    Args:
        names: of its parts.
        mimetype: content of the part "mimetype", as OpenDocument has it, or None.
        main_kind: the file name of its main part, such as "document.xml", or None.
        name: of the file, for messages.

    Raises:
        FormatUnsupported: a zip that is no docx, pptx or odt.
    """
    if mimetype is not None:
        kind = mimetype.decode("ascii", "replace").strip()
        if kind.startswith(Format.ODT):
            return Format.ODT
        if kind in _ODF:
            what, advice = _ODF[kind]
            raise FormatUnsupported(name, f"the file is {what}, which is not read here; {advice}")
    if main_kind and main_kind.startswith("word/"):
        return Format.DOCX
    if main_kind and main_kind.startswith("ppt/"):
        return Format.PPTX
    for start, what, advice in _ZIPPED:
        if any(part.startswith(start) for part in names):
            raise FormatUnsupported(name, f"the file is {what}, which is not read here; {advice}")
    raise FormatUnsupported(name, "the file is a zip archive; unpack it and read the files in it")


def _old_office(data: bytes, name: str) -> FormatUnsupported | FileEncrypted:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return FileEncrypted(name, "the document is encrypted; save it without a password and read it again")
    for stream, what, advice in _OLE_STREAMS:
        if holds(stream):
            return FormatUnsupported(name, f"the file is {what}, which is not read here; {advice}")
    return FormatUnsupported(
        name, "the file is an old Office document, which is not read here; save it as docx"
    )


def mislabelled(name: str, media_type: str) -> str | None:
    """Say in one sentence that a file is not what its name says, or give None where it is.

    Args:
        name: of the file.
        media_type: as its content shows.
    """
    named = _ENDINGS.get(ending(name))
    if named is None or media_type in named or {media_type, *named} <= {Format.TEXT, Format.MARKDOWN}:
        return None
    return f"{name} ends in .{ending(name)} but is {NAMES[Format(media_type)]}, and was read as one."
