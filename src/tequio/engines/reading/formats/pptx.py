"""Slides (pptx): each slide's title, points with their level, tables, diagrams, and the speaker's notes."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tequio.engines.reading.formats.assembly import Assembly, Block, numeral
from tequio.engines.reading.formats.zipped import Package, attribute, child, children, core_title, tag
from tequio.text import Role

_TITLES = ("title", "ctrTitle")
_UNREAD = ("dt", "ftr", "sldNum", "hdr", "sldImg")  # date, footer and number of the slide
_BULLET = "•"
_AUTONUMBER_STYLES = {"arabic": "1", "alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I"}


class _Counter:
    """Counts automatic numbers, level by level, within one shape."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def next_mark(self, level: int, auto: Element) -> str:
        kind = attribute(auto, "type") or "arabicPeriod"
        first = int(attribute(auto, "startAt") or 1)
        self._counts[level] = self._counts.get(level, first - 1) + 1
        self.close(level + 1)
        style = next((own for name, own in _AUTONUMBER_STYLES.items() if kind.startswith(name)), "1")
        before = "(" if kind.endswith("ParenBoth") else ""
        after = ")" if "Paren" in kind else "." if kind.endswith("Period") else ""
        return before + numeral(self._counts[level], style) + after

    def close(self, level: int) -> None:
        for deeper in [index for index in self._counts if index >= level]:
            del self._counts[deeper]


class _Slide:
    def __init__(self, package: Package, part: str, page: int, assembly: Assembly) -> None:
        self._package, self._page, self._assembly = package, page, assembly
        self._relations = package.relations(part)

    def read(self, root: Element) -> None:
        shapes = list(_shapes(child(root, "cSld", "spTree")))
        # The title is read first wherever it lies in the stack of shapes.
        for shape in sorted(shapes, key=lambda shape: _placeholder(shape) not in _TITLES):
            self._shape(shape)
        for kind, target in self._relations.values():
            if kind == "notesSlide":
                self._notes(target)

    def _shape(self, shape: Element) -> None:
        kind = _placeholder(shape)
        if kind in _UNREAD:
            return
        if kind in _TITLES:
            words = " ".join(" ".join(_words(p) for p in children(child(shape, "txBody"), "p")).split())
            self._assembly.add(Block(words, Role.HEADING, 1, page=self._page))
        elif tag(shape) == "graphicFrame":
            self._frame(shape)
        else:
            self._points(child(shape, "txBody"), bulleted=kind in ("body", "obj"))

    def _frame(self, shape: Element) -> None:
        data = child(shape, "graphic", "graphicData")
        for row_index, row in enumerate(children(child(data, "tbl"), "tr")):
            for column, cell in enumerate(children(row, "tc")):
                for paragraph in children(child(cell, "txBody"), "p"):
                    self._assembly.add(
                        Block(_words(paragraph), Role.CELL, page=self._page, cell=(row_index, column))
                    )
        diagram = attribute(child(data, "relIds"), "dm")
        if diagram and diagram in self._relations:
            root = self._package.xml(self._relations[diagram][1])
            for point in root.iter() if root is not None else ():
                if tag(point) == "pt":
                    self._points(child(point, "t"), bulleted=True)

    def _points(self, body: Element | None, *, bulleted: bool) -> None:
        counter = _Counter()
        for paragraph in children(body, "p"):
            properties = child(paragraph, "pPr")
            level = int(attribute(properties, "lvl") or 0)
            auto = child(properties, "buAutoNum")
            has_bullet = child(properties, "buChar") is not None or child(properties, "buBlip") is not None
            words = _words(paragraph)
            if auto is not None and words.strip():
                mark = counter.next_mark(level, auto)
            elif has_bullet or (bulleted and child(properties, "buNone") is None):
                mark = _BULLET
            else:
                mark = ""
                counter.close(level)
            role = Role.LIST_ITEM if mark else Role.PARAGRAPH
            self._assembly.add(Block(words, role, level + 1 if mark else 0, mark, self._page))

    def _notes(self, part: str) -> None:
        for shape in _shapes(child(self._package.xml(part), "cSld", "spTree")):
            if _placeholder(shape) == "body":
                for paragraph in children(child(shape, "txBody"), "p"):
                    self._assembly.add(Block(_words(paragraph), Role.NOTE, page=self._page))


def _shapes(tree: Element | None) -> Iterator[Element]:
    for shape in tree if tree is not None else ():
        if tag(shape) in ("sp", "graphicFrame"):
            yield shape
        elif tag(shape) in ("grpSp", "Choice"):
            yield from _shapes(shape)
        elif tag(shape) == "AlternateContent":
            chosen = child(shape, "Choice")
            yield from _shapes(chosen if chosen is not None else child(shape, "Fallback"))


def _placeholder(shape: Element) -> str | None:
    """Give the kind of place that a shape fills in the slide's layout; "obj" where it does not say."""
    for inner in shape:
        if tag(inner).startswith("nv") and (place := child(inner, "nvPr", "ph")) is not None:
            return attribute(place, "type") or "obj"
    return None


def _words(paragraph: Element) -> str:
    parts = []
    for run in paragraph:
        if tag(run) == "br":
            parts.append("\n")
        elif tag(run) in ("r", "fld") and (text := child(run, "t")) is not None:
            parts.append(text.text or "")
    return "".join(parts)


def read_pptx(package: Package, part: str, assembly: Assembly) -> None:
    """Read a presentation.

    Args:
        package: the opened file.
        part: its main part, usually "ppt/presentation.xml".
        assembly: takes the blocks; the page is the slide's place in the show, from 1.
    """
    root = package.xml(part)
    if root is None:
        raise package.damaged(part)
    assembly.title = core_title(package)
    relations = package.relations(part)
    for page, slide_id in enumerate(children(child(root, "sldIdLst"), "sldId"), 1):
        relation = next((v for k, v in slide_id.attrib.items() if k.endswith("}id")), "")
        _, slide = relations.get(relation, ("", ""))
        slide_root = package.xml(slide)
        if slide_root is None:
            raise package.damaged(slide or f"slide {page}")
        assembly.close_headings()
        _Slide(package, slide, page, assembly).read(slide_root)
