"""Dates that are partial or mixed, and ages that are ranges."""

import numpy as np
import pytest

from tequio.engines.linkage.births import BIRTH, Births
from tequio.engines.linkage.dates import PartialDate, born_between, month_comes_first, read_age, read_date

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1987-05-12", (1987, 5, 12)),
        ("12/05/1987", (1987, 5, 12)),
        ("05/23/1987", (1987, 5, 23)),
        ("19870512", (1987, 5, 12)),
        ("12 de mayo de 1987", (1987, 5, 12)),
        ("May 12, 1987", (1987, 5, 12)),
        ("12 may 87", (1987, 5, 12)),
        ("mayo de 1987", (1987, 5, -1)),
        ("05/1987", (1987, 5, -1)),
        ("1987", (1987, -1, -1)),
        ("1987-00-00", (1987, -1, -1)),
        ("1987-05-12T00:00:00", (1987, 5, 12)),
        ("ayer", (-1, -1, -1)),
        ("", (-1, -1, -1)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(written, read):
    assert read_date(written) == PartialDate(*read)


@pytest.mark.parametrize(
    ("written", "ages"),
    [
        ("34", (34, 34)), ("30-35", (30, 35)), ("30 a 35 años", (30, 35)), ("entre 20 y 25", (20, 25)),
        ("unos 30 años", (27, 33)), ("about 30", (27, 33)), ("~40", (37, 43)), ("8 meses", (0, 1)),
        ("menor de 18", (0, 18)), ("60+", (60, 115)), ("999", None), ("no se sabe", None), ("", None),
    ],
)  # fmt: skip
def test_an_age_is_read_as_a_range(written, ages):
    assert read_age(written) == ages


def test_an_age_on_a_date_becomes_years_of_birth():
    assert born_between((30, 35), PartialDate(2010, 6, 1)) == (1974, 1980)
    assert born_between((30, 35), PartialDate()) is None


@pytest.mark.parametrize(
    ("column", "first"),
    [
        (["05/23/1987", "01/02/1990"], True),
        (["23/05/1987", "01/02/1990"], False),
        (["23/05/1987", "05/23/1987"], None),
        (["01/02/1990"], None),
    ],
)
def test_a_column_tells_whether_it_writes_the_month_first(column, first):
    assert month_comes_first(column) is first


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("1987-05-12", "1987-05-12", "same"),
        ("1987-05-12", "1987-12-05", "turned"),
        ("1987-05-12", "1987-05-13", "typing"),
        ("1987-05-12", "1897-05-12", "typing"),
        ("1987-05-12", "1987-05", "month_known"),
        ("1987-05-12", "1987", "year_known"),
        ("1987-05-12", "1987-05-28", "two_parts"),
        ("1987-05-12", "1987-11-28", "year"),
        ("1987-05-12", "1965-05-12", "day_month"),
        ("1987-05-12", "1989-11-28", "near"),
        ("1987-05-12", "1951-11-28", "different"),
        ("1987-05-12", "", "missing"),
    ],
)
def test_dates_agree_as_far_as_both_are_known(one, other, level):
    assert _level({"date": [one, other]}) == level


@pytest.mark.parametrize(
    ("parts", "level"),
    [
        ({"date": ["1980-02-03", ""], "age": ["", "unos 30"], "age_on": ["", "2010-06-01"]}, "age_fits"),
        ({"date": ["1970-02-03", ""], "age": ["", "unos 30"], "age_on": ["", "2010-06-01"]}, "different"),
        ({"age": ["30-35", "about 36"]}, "age_fits"),
        ({"age": ["30-35", "37"]}, "near"),
        ({"year": ["1980", "1980"], "month": ["mayo", "5"], "day": ["3", "3"]}, "same"),
    ],
)
def test_ages_meet_dates_and_one_another(parts, level):
    assert _level(parts) == level


def test_a_list_that_writes_both_orders_is_noticed():
    births = Births("birth", {"date": ["23/05/1987", "05/23/1987", "basura"]}, np.zeros(3, np.int64))
    assert (births.mixed, births.unread) == (True, 1)


def _level(parts):
    births = Births("birth", parts, np.array([0, 1]))
    levels, chances = np.zeros((1, 1), np.uint8), np.zeros((1, 1), np.float32)
    births.compare(np.array([0]), np.array([1]), levels, chances)
    return BIRTH[levels[0, 0]].key
