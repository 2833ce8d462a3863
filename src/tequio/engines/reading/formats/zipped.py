"""The zip with XML inside that docx, pptx and odt are, opened with care."""

from __future__ import annotations

import io
import posixpath
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from tequio.engines.reading.errors import ExpandsTooFar, FileDamaged, FileEncrypted
from tequio.engines.reading.formats.assembly import real_title
from tequio.engines.reading.limits import MEGABYTE, Limits

_MOST_PARTS = 20_000
_RATIO_FROM = 10 * MEGABYTE  # below this size a part may compress as well as it likes
_CUT_SHORT = "the file is cut short or damaged ({}); fetch it again or save it anew"


class Package:
    """A zip whose parts are read one by one, never past the limits.

    Args:
        data: the file's bytes.
        name: the file, for messages.
        limits: `unpacked_bytes` and `unpacked_ratio` are used.

    Raises:
        ExpandsTooFar: it declares more than the limits.
        FileDamaged: its directory cannot be read.
        FileEncrypted: a part needs a password.
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name = name
        self._left = limits.unpacked_bytes
        try:
            self._zip = ZipFile(io.BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise FileDamaged(name, _CUT_SHORT.format("its zip directory cannot be read")) from error
        parts = self._zip.infolist()
        if len(parts) > _MOST_PARTS:
            raise ExpandsTooFar(name, f"the file holds {len(parts):,} parts and the limit is {_MOST_PARTS:,}")
        declared = sum(part.file_size for part in parts)
        steep = any(
            part.file_size > max(_RATIO_FROM, limits.unpacked_ratio * max(part.compress_size, 1))
            for part in parts
        )
        if declared > limits.unpacked_bytes or steep:
            raise self._too_far(declared)
        if any(part.flag_bits & 1 for part in parts):
            raise FileEncrypted(name, "the file is encrypted; save it without a password and read it again")
        self.names = frozenset(part.filename for part in parts)

    def read(self, part: str) -> bytes | None:
        """Unpack one part, or give None where there is none of that name."""
        if part not in self.names:
            return None
        try:
            with self._zip.open(part) as stream:
                data = stream.read(self._left + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise FileDamaged(self._name, _CUT_SHORT.format(f"its part {part} cannot be unpacked")) from error
        self._left -= len(data)
        if self._left < 0:
            raise self._too_far(None)
        return data

    def xml(self, part: str) -> Element | None:
        """Parse one part, or give None where there is none of that name."""
        data = self.read(part)
        if data is None:
            return None
        # No office format uses a document type; one is the door of entity bombs and of foreign files.
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise FileDamaged(self._name, _CUT_SHORT.format(f"its part {part} is not as the format asks"))
        try:
            return ElementTree.fromstring(data)
        except ElementTree.ParseError as error:
            raise FileDamaged(self._name, _CUT_SHORT.format(f"its part {part} is broken XML")) from error

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Give the relations of a part: id -> (kind, part it points to)."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", file + ".rels"))
        found = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
        return found

    def related(self, part: str, kind: str) -> str | None:
        """Give the first part that a part points to by a kind of relation."""
        return next((target for relation, target in self.relations(part).values() if relation == kind), None)

    def damaged(self, part: str) -> FileDamaged:
        """Make the error for a part that has to be there and is not."""
        return FileDamaged(self._name, _CUT_SHORT.format(f"its part {part} is missing"))

    def _too_far(self, size: int | None) -> ExpandsTooFar:
        to = f" (to {size // MEGABYTE:,} MB)" if size else ""
        return ExpandsTooFar(self._name, f"the file unpacks too far{to}, as a zip bomb does; do not open it")


def tag(element: Element) -> str:
    """Give an element's name without its namespace, so that strict and transitional files read alike."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """Give an attribute by its name without namespace, or None."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """Follow a path of names down to the first element, or None."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if tag(inner) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Give the children of one name."""
    if element is not None:
        yield from (inner for inner in element if tag(inner) == name)


def core_title(package: Package) -> str | None:
    """Give the title among an office file's properties, or None where it is empty or a template's."""
    root = package.xml("docProps/core.xml") if "docProps/core.xml" in package.names else None
    title = child(root, "title")
    return real_title(title.text) if title is not None else None
