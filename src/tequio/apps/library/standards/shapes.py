"""A file of standards in any of the shapes that are imported."""

from __future__ import annotations

import gzip
import re
import zlib

from tequio.apps.library.standards.akoma import read_akoma
from tequio.apps.library.standards.documents import read_document
from tequio.apps.library.standards.errors import FileNotStandards
from tequio.apps.library.standards.jsonl import read_jsonl
from tequio.apps.library.standards.rows import About, Sheet

MOST_UNPACKED = 500_000_000
_XML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>)?(?:\s|<!--.{0,2000}?-->)*<(?!!|html)", re.I | re.S
)


def read_standards(name: str, data: bytes, about: About) -> Sheet:
    """Read a file; its content decides the shape, not its name.

    Args:
        name: as the person named it.
        data: its bytes; JSON Lines may be packed with gzip.
        about: what the person says of it.

    Raises:
        FileNotStandards: it is in no shape that is imported.
    """
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(name, data)
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise FileNotStandards(f"{name}: the file is empty.")
    if start.startswith(b"{"):
        try:
            return read_jsonl(name, data.decode("utf-8-sig"), about)
        except UnicodeDecodeError:
            raise FileNotStandards(f"{name}: JSON Lines must be in UTF-8; save the file so.") from None
    is_named_xml = name.lower().endswith((".xml", ".akn"))
    if is_named_xml or (b"akomaNtoso" in data[:4096] and _XML.match(data[:4096])):
        return read_akoma(name, data, about)
    return read_document(name, data, about)


def _unpacked(name: str, data: bytes) -> bytes:
    try:
        packed = zlib.decompressobj(zlib.MAX_WBITS | 16)
        unpacked = packed.decompress(data, MOST_UNPACKED)
    except (zlib.error, gzip.BadGzipFile):
        raise FileNotStandards(f"{name}: the gzip file is damaged; fetch it again.") from None
    if packed.unconsumed_tail:
        raise FileNotStandards(f"{name}: the file unpacks to more than {MOST_UNPACKED // 1_000_000} MB.")
    return unpacked
