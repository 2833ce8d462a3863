import re

import pytest

from tequio.engines.extraction.caseless import Caseless

PASSAGES = (
    "",
    "The State party SHOULD ratify",
    "İstanbul: the State Party should",
    "No word of it",
    "Ñandú, año y AÑO",
)
PATTERNS = (
    r"\bState (?P<who>Party)\b",
    r"\Bould\b|\Anone",
    r"(?P<year>AÑO)\b",
    r"[A-Z]\w+\W+the",
    r"(?<=State )Party",
    r"\Z",
)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("passage", PASSAGES)
def test_matches_as_the_flag_does(pattern, passage):
    mine, flagged = Caseless(pattern), re.compile(pattern, re.IGNORECASE)
    found, expected = mine.search(passage), flagged.search(passage)
    assert (found and (found.span(), found.group(), found.groupdict())) == (
        expected and (expected.span(), expected.group(), expected.groupdict())
    )
    assert [m.span() for m in mine.finditer(passage)] == [m.span() for m in flagged.finditer(passage)]
    assert mine.is_in(passage) == (expected is not None)
    assert bool(mine.match(passage, 4)) == bool(flagged.match(passage, 4))
    assert bool(mine.fullmatch(passage)) == bool(flagged.fullmatch(passage))


def test_searches_a_stretch_only():
    assert Caseless("state").search("A State and a state", 3, 12) is None
    assert Caseless("state").search("A State and a state", 3).start() == 14


@pytest.mark.parametrize(("words", "found"), [("Will meet AGAIN", True), ("will meet", False), ("", False)])
def test_signs_are_asked_first(words, found):
    assert Caseless(r"meet \w+", "again|anew").is_in(words) is found
