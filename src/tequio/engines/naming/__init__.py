"""Engine `naming`: whether two names are the same thing under another spelling or in the other language."""

from tequio.engines.naming.persons import bare_person, compare_persons
from tequio.engines.naming.titles import Places, bare_title, compare_titles, edition_of
from tequio.engines.naming.types import CERTAIN, POSSIBLE, Likeness, Ranked, Reason, rank

__all__ = [
    "CERTAIN",
    "POSSIBLE",
    "Likeness",
    "Places",
    "Ranked",
    "Reason",
    "bare_person",
    "bare_title",
    "compare_persons",
    "compare_titles",
    "edition_of",
    "rank",
]
