"""DATABASE_URL: what is made of it, and what is said of one that cannot be used."""

import pytest

from tequio.site.configuration import _database

KEPT = {"options": "-c jit=off -c max_parallel_workers_per_gather=0", "prepare_threshold": 1}


@pytest.mark.parametrize(
    ("address", "options"),
    [
        ("postgresql://u@h/name", KEPT),
        ("postgresql://u@h/name?sslmode=require", {**KEPT, "sslmode": "require"}),
        ("postgresql://u@h/name?prepare_threshold=none", {**KEPT, "prepare_threshold": None}),
        ("postgresql://u@h/name?prepare_threshold=5", {**KEPT, "prepare_threshold": 5}),
        ("postgresql://u@h/name?options=-c%20jit%3Don", {**KEPT, "options": "-c jit=on"}),
    ],
)
def test_what_follows_the_question_mark_reaches_the_database(address, options):
    assert _database(address)["OPTIONS"] == options


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("mysql://h/name", "write postgresql://"),
        ("postgresql://h", "names no database"),
        ("postgresql://h/name?sslmode", "bad query field"),
        ("postgresql://h/name?prepare_threshold=often", "write prepare_threshold=none"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(address, says):
    with pytest.raises(ValueError, match=says):
        _database(address)
