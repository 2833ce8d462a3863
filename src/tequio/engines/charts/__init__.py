"""Engine `charts`: numbers as bars in SVG, each chart with its title, description and table."""

from tequio.engines.charts.bars import Bar, Chart, Group, bars

__all__ = ["Bar", "Chart", "Group", "bars"]
