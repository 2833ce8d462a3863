"""Engine `charts`: numbers as pictures in SVG, each chart with its title, description and table."""

from tequio.engines.charts.bars import Bar, Chart, Group, bars
from tequio.engines.charts.curve import Point, curve
from tequio.engines.charts.intervals import Mark, Span, intervals
from tequio.engines.charts.overlaps import Overlap, overlaps

__all__ = [
    "Bar",
    "Chart",
    "Group",
    "Mark",
    "Overlap",
    "Point",
    "Span",
    "bars",
    "curve",
    "intervals",
    "overlaps",
]
