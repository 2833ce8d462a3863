"""Numbers and bullets that Word makes itself: they stand nowhere in the text and are counted here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from tequio.engines.reading.formats.assembly import numeral
from tequio.engines.reading.formats.zipped import attribute, child, children

_STYLES = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
}
BULLET = "•"


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered."""

    style: str
    pattern: str
    start: int


class Numbering:
    """Counts the lists of one document in reading order.

    Args:
        root: of `word/numbering.xml`, or None where the document has no lists.
    """

    def __init__(self, root: Element | None) -> None:
        abstract = {attribute(a, "abstractNumId"): a for a in children(root, "abstractNum")}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._family: dict[str, str] = {}  # number id -> the definition whose count it shares
        for num in children(root, "num"):
            number_id = attribute(num, "numId") or ""
            family = attribute(child(num, "abstractNumId"), "val") or ""
            levels = {}
            for level in children(abstract.get(family), "lvl"):
                levels[int(attribute(level, "ilvl") or 0)] = _level(level)
            for override in children(num, "lvlOverride"):
                index = int(attribute(override, "ilvl") or 0)
                first = attribute(child(override, "startOverride"), "val")
                if (own := child(override, "lvl")) is not None:
                    levels[index] = _level(own)
                if first and index in levels:
                    levels[index] = _Level(levels[index].style, levels[index].pattern, int(first))
                    family = f"{family}/{number_id}"
            self._levels[number_id], self._family[number_id] = levels, family
        self._counts: dict[str, dict[int, int]] = {}

    def next_mark(self, number_id: str, level: int) -> str | None:
        """Count one item.

        Args:
            number_id: of its list; "0" stands for none.
            level: from 0.

        Returns:
            The mark as printed, or None where the paragraph is in no list.
        """
        levels = self._levels.get(number_id)
        if not levels or level not in levels:
            return None
        if levels[level].style == "bullet":
            return BULLET
        counts = self._counts.setdefault(self._family[number_id], {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [index for index in counts if index > level]:
            del counts[deeper]

        def written(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            of = levels.get(index)
            return numeral(counts.get(index, of.start if of else 1), of.style if of else "1")

        return re.sub(r"%(\d)", written, levels[level].pattern).strip() or None


def _level(level: Element) -> _Level:
    style = attribute(child(level, "numFmt"), "val") or "decimal"
    pattern = attribute(child(level, "lvlText"), "val") or ""
    start = attribute(child(level, "start"), "val") or "1"
    if style == "none":
        return _Level("1", "", 1)
    return _Level("bullet" if style == "bullet" else _STYLES.get(style, "1"), pattern, int(start))
