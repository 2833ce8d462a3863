"""Bars: their length, their words for whoever does not see them, and their table."""

from xml.etree import ElementTree as ET

import pytest

from tequio.engines.charts import Bar, Group, bars

pytestmark = pytest.mark.engine
COLUMNS = ("assessor", "value", "number")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*groups):
    chart = bars("one", "What was agreed", groups, COLUMNS)
    return chart, ET.fromstring(chart.svg)


def test_the_longest_bar_is_the_scale_of_all():
    _chart, svg = drawn(Group("A", [Bar("x", 4), Bar("y", 1)]), Group("B", [Bar("x", 0)]))
    widths = [float(bar.get("width")) for bar in svg.iter(f"{SVG}rect")]
    assert widths[0] == 4 * widths[1] > 0
    assert widths[2] == 0


@pytest.mark.parametrize(
    ("groups", "columns", "rows"),
    [
        ([Group("", [Bar("x", 4), Bar("y", 1)])], ("value", "number"), [("x", 4), ("y", 1)]),
        (
            [Group("A", [Bar("x", 4)]), Group("B", [Bar("x", 2)])],
            COLUMNS,
            [("A", "x", 4), ("B", "x", 2)],
        ),
    ],
)
def test_the_table_says_what_the_picture_shows(groups, columns, rows):
    chart, svg = drawn(*groups)
    assert (chart.columns, chart.rows) == (columns, rows)
    numbers = [text.text for text in svg.iter(f"{SVG}text") if text.get("class") == "chart__number"]
    assert numbers == [str(row[-1]) for row in rows]


def test_the_picture_is_named_and_told():
    _chart, svg = drawn(Group("A", [Bar("x <&> y", 4)]))
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "one-title one-desc"
    assert svg.find(f"{SVG}title").text == "What was agreed"
    assert svg.find(f"{SVG}desc").text == "A: x <&> y 4"


def test_a_long_label_is_cut_in_the_picture_and_whole_in_the_table():
    chart, svg = drawn(Group("", [Bar("a" * 90, 1)]))
    assert next(svg.iter(f"{SVG}text")).text.endswith("…")
    assert chart.rows == [("a" * 90, 1)]


def test_nothing_makes_no_chart():
    assert bars("one", "t", [Group("A", [])], COLUMNS) is None


@pytest.mark.parametrize(("name", "value"), [("one", -1), ('a"b', 1), ("", 1), ("ñ", 1)])
def test_what_cannot_be_drawn_is_refused(name, value):
    with pytest.raises(ValueError, match=r"^A (bar|chart) cannot"):
        bars(name, "t", [Group("", [Bar("x", value)])], COLUMNS)
