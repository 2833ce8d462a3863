"""Dates as spreadsheets and exports write them."""

import datetime

import pytest

from tequio.engines.records import NoDate, day_comes_first, iso_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2008-05-23", "2008-05-23"),
        ("2008-05-23T00:00:00", "2008-05-23"),
        ("2008-5", "2008-05"),
        (2008, "2008"),
        ("23/05/2008", "2008-05-23"),
        ("05/23/2008", "2008-05-23"),
        ("04/04/2008", "2008-04-04"),
        ("5.2008", "2008-05"),
        ("23 May 2008", "2008-05-23"),
        ("May 23, 2008", "2008-05-23"),
        ("23rd September 2008", "2008-09-23"),
        ("23 de mayo de 2008", "2008-05-23"),
        ("1 de enero del 2008", "2008-01-01"),
        ("Diciembre de 2008", "2008-12"),
        ("Sept. 2008", "2008-09"),
        (datetime.datetime(2008, 5, 23, 12), "2008-05-23"),
        (datetime.date(2008, 5, 23), "2008-05-23"),
        ("20080523", "2008-05-23"),
        ("2008/05/23", "2008-05-23"),
        ("5/23/2008 12:00:00 AM", "2008-05-23"),
        ("2008-05-23 10:30:00+02:00", "2008-05-23"),
        ("23-may-2008", "2008-05-23"),
        ("viernes 23 de mayo de 2008", "2008-05-23"),
        ("Friday, 23rd of May 2008", "2008-05-23"),
        ("1º de mayo de 2008", "2008-05-01"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_date_is_written_in_iso_form(value, expected):
    assert iso_date(value) == expected


@pytest.mark.parametrize(
    ("value", "day_first", "expected"),
    [("03/04/2008", True, "2008-04-03"), ("03/04/2008", False, "2008-03-04")],
)
def test_the_order_of_day_and_month_may_be_said(value, day_first, expected):
    assert iso_date(value, day_first) == expected


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("03/04/2008", "may be two days"),
        ("30/02/2008", "no day of the calendar"),
        ("2008-13-01", "no day of the calendar"),
        ("soon", "no date"),
        ("0001-01-01", "no date"),
        ("23 May", "no date"),
        ("03.05.08", "no date"),
        (39591, "is a number, perhaps of the day 2008-05-23; format the cell as a date"),
        ("39591.5", "is a number, perhaps of the day 2008-05-23"),
        (139591, "no date"),
        ("marzo 3 mayo 2008", "no date"),
    ],
)
def test_what_is_no_date_or_may_be_two_is_refused(value, said):
    with pytest.raises(NoDate, match=said):
        iso_date(value)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["03/04/2008", "13/04/2008"], True),
        (["03/04/2008", "03/14/2008"], False),
        (["03/04/2008", None, 7], None),
    ],
)
def test_a_column_tells_which_comes_first(values, expected):
    assert day_comes_first(values) == expected
