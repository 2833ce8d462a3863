"""What a confidence is worth: bands, and whose figure is told."""

import pytest

from tequio.engines.evaluation import Band, bands, measured_precision, shipped_bands

pytestmark = pytest.mark.engine

SHIPPED = [Band(0.8, 0.9, 10, 0.85, 6), Band(0.9, 0.95, 20, 0.92, 18), Band(0.95, 1.01, 20, 0.97, 20)]


def test_bands_hold_every_finding_once():
    rated = [(0.0, False), (0.59, True), (0.6, True), (0.95, True), (1.0, False)]
    laid = bands(rated)
    assert [(b.low, b.findings, b.right) for b in laid] == [(0.0, 2, 1), (0.6, 1, 1), (0.95, 2, 1)]
    assert bands([]) == []


@pytest.mark.parametrize(
    ("threshold", "own", "expected"),
    [
        (0.9, [], (38, 40, False)),
        (0.95, [], (20, 20, False)),
        (0.92, [], (38, 40, False)),  # the edge below
        (0.0, [], (44, 50, False)),
        (1.0, [], (20, 20, False)),
        (0.9, [(0.9, True)] * 49, (38, 40, False)),  # too few of one's own
        (0.9, [(0.9, True)] * 40 + [(0.99, False)] * 10, (40, 50, True)),
        (0.9, [(0.8, False)] * 90, (38, 40, False)),  # below the threshold
    ],
)
def test_whose_figure_is_told(threshold, own, expected):
    found = measured_precision(threshold, own, SHIPPED)
    assert (found.right, found.findings, found.is_own) == expected


def test_nothing_known_is_nothing_told():
    assert measured_precision(0.9, [], []) is None


def test_the_shipped_bands_are_sound():
    laid = shipped_bands()
    assert laid
    for band in laid:
        assert band.low <= band.mean < band.high
        assert 0 <= band.right <= band.findings
