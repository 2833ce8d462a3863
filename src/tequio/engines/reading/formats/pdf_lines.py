"""Lines as they are printed on a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Line:
    """One printed line, or the part of it in one table cell or column.

    Args:
        text: its characters.
        left: of its first letter, in points from the left edge of the page; `right` likewise.
        right: of its last letter.
        bottom: in points from the foot of the page; `top` likewise.
        top: of its letters.
        bold: most of it is in bold type.
        mark_ends: how many characters of `text` are a number set apart by a blank, or 0.
        goes_on: only a moderate blank parts it from the line before, which is one with it outside of tables.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    bold: bool = False
    mark_ends: int = 0
    goes_on: bool = False

    @property
    def size(self) -> float:
        """Height of its letters, in points."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Height of its middle above the foot of the page, in points."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Page:
    """One page: its number from 1, its height in points, and its lines in the order of the file."""

    number: int
    height: float
    lines: list[Line]
