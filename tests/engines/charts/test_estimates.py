"""Intervals, overlaps and curves: where things stand, what is told aloud, and the tables beside."""

from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from tequio.engines.charts import Mark, Overlap, Point, Span, curve, intervals, overlaps
from tequio.engines.charts.scales import grouped, scale_for

pytestmark = pytest.mark.engine
SVG = "{http://www.w3.org/2000/svg}"
FOUR = ("method", "figure", "from", "to")


def parts(chart, tag, role):
    return [each for each in ET.fromstring(chart.svg).iter(f"{SVG}{tag}") if each.get("class") == role]


def test_intervals_stand_on_one_axis():
    spans = [Span("A", 150, 100, 200), Span("B", 300, 200, 400), Span("both", None, 100, 400, is_sum=True)]
    chart = intervals("one", "t", spans, FOUR, Mark("on the lists", 80))
    (first, second), (whole,) = parts(chart, "line", "chart__interval"), parts(chart, "line", "chart__range")
    assert first.get("x2") == second.get("x1")
    assert (whole.get("x1"), whole.get("x2")) == (first.get("x1"), second.get("x2"))
    places = [float(dot.get("cx")) for dot in parts(chart, "circle", "chart__dot")]
    assert len(places) == 2
    assert float(first.get("x1")) < places[0] < float(first.get("x2"))
    marks = [float(line.get("x1")) for line in parts(chart, "line", "chart__mark")]
    assert len(marks) == 3
    assert max(marks) < float(first.get("x1"))
    assert chart.rows == [
        ("A", "150", "100", "200"),
        ("B", "300", "200", "400"),
        ("both", "–", "100", "400"),
        ("on the lists", "80", "–", "–"),
    ]


def test_an_interval_without_end_says_so():
    chart = intervals("one", "t", [Span("A", 150, 100, float("inf"))], FOUR)
    assert chart.rows == [("A", "150", "100", "∞")]
    assert len(parts(chart, "path", "chart__end")) == 1
    assert len(parts(chart, "line", "chart__end")) == 1


def test_pictures_are_named_and_told():
    chart = intervals("one", "What <&> was", [Span("<A>", 150, 100, 200)], FOUR)
    svg = ET.fromstring(chart.svg)
    assert svg.get("aria-labelledby") == "one-title one-desc"
    assert svg.find(f"{SVG}title").text == "What <&> was"
    assert svg.find(f"{SVG}desc").text == "<A>: 150, 100 – 200"


def test_overlaps_show_the_largest_first_and_keep_small_counts_back():
    cells = [Overlap((0,), 5), Overlap((0, 2), 50), Overlap((1,), None)]
    chart = overlaps("two", "t", ["A", "B", "C"], cells, ("lists", "people"))
    assert chart.rows == [("A + C", 50), ("A", 5), ("B", "< 5")]
    widths = [float(bar.get("width")) for bar in parts(chart, "rect", "chart__bar")]
    assert widths[0] == pytest.approx(10 * widths[1], rel=0.02)
    assert widths[2] == 0
    assert len(parts(chart, "circle", "chart__dot")) == 4
    assert len(parts(chart, "circle", "chart__no-dot")) == 5
    assert len(parts(chart, "line", "chart__link")) == 1


def test_many_overlaps_stand_in_the_table_alone():
    cells = [Overlap(tuple(at for at in range(6) if code >> at & 1), code) for code in range(1, 64)]
    chart = overlaps("two", "t", list("ABCDEF"), cells, ("lists", "people"))
    assert len(parts(chart, "rect", "chart__bar")) == 24
    assert len(chart.rows) == 63


def test_a_curve_is_drawn_from_left_to_right():
    points = [
        Point(float(ratio), str(ratio), 100 * float(ratio), 50 * float(ratio), 200 * float(ratio))
        for ratio in (Fraction(4), Fraction(1, 4), Fraction(1))
    ]
    chart = curve("three", "t", points, ("ratio", "figure", "from", "to"), below="odds <ratio>")
    (line,) = parts(chart, "polyline", "chart__line")
    places = [tuple(map(float, pair.split(","))) for pair in line.get("points").split()]
    assert places == sorted(places)
    assert places[1][0] - places[0][0] == pytest.approx(places[2][0] - places[1][0], abs=0.2)
    assert places[0][1] > places[1][1] > places[2][1]
    assert [row[0] for row in chart.rows] == ["1/4", "1", "4"]


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda: intervals("a b", "t", [Span("A", 1, 1, 2)], FOUR), id="name"),
        pytest.param(lambda: intervals("a", "t", [Span("A", 1, 2, 1)], FOUR), id="interval the wrong way"),
        pytest.param(lambda: intervals("a", "t", [Span("A", 1, -2, 1)], FOUR), id="below nought"),
        pytest.param(lambda: overlaps("a", "t", ["A"], [Overlap((), 1)], ("l", "p")), id="on no list"),
        pytest.param(lambda: overlaps("a", "t", ["A"], [Overlap((1,), 1)], ("l", "p")), id="on no such list"),
        pytest.param(lambda: curve("a", "t", [Point(1, "1", 5, 6, 7)], FOUR), id="figure outside"),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw):
    with pytest.raises(ValueError, match=r"\.$"):
        draw()


@pytest.mark.parametrize(
    "chart",
    [
        intervals("a", "t", [], FOUR),
        overlaps("a", "t", ["A"], [], ("l", "p")),
        curve("a", "t", [Point(1, "1", 5, 4, 7)], FOUR),
    ],
    ids=["intervals", "overlaps", "curve"],
)
def test_nothing_makes_no_chart(chart):
    assert chart is None


@pytest.mark.parametrize(
    ("numbers", "by_factors"),
    [((100, 900), False), ((100, 2000), True), ((0, 5), False), ((0,), False)],
    ids=str,
)
def test_axes_have_a_few_round_numbers(numbers, by_factors):
    scale = scale_for(numbers, 300)
    assert scale.by_factors is by_factors
    ticks = scale.ticks()
    assert 1 <= len(ticks) <= 6
    assert ticks == sorted(set(ticks))
    assert all(0 <= scale.place(number) <= 300 for number in numbers)


@pytest.mark.parametrize(
    ("number", "written"), [(1234.4, "1,234"), (0.25, "0.25"), (4, "4"), (float("inf"), "∞"), (0, "0")]
)
def test_numbers_are_written_for_people(number, written):
    assert grouped(number) == written
