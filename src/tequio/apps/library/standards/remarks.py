"""What the search engine remarks on a question, in the reader's language; the engine speaks English."""

from __future__ import annotations

import re

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_noop

# Pattern of the engine's sentence -> ours, with the groups of the pattern by name.
_REMARKS = (
    (
        r"A closing bracket without an opening one was ignored\.",
        gettext_noop("A closing bracket without an opening one was ignored."),
    ),
    (r"A NOT with nothing after it was ignored\.", gettext_noop("A NOT with nothing after it was ignored.")),
    (
        r"Brackets more than (?P<n>\d+) deep were ignored\.",
        gettext_noop("Brackets nested too deep were ignored."),
    ),
    (
        r"A bracket that is not closed was taken to close at the end\.",
        gettext_noop("A bracket that is not closed was taken to close at the end."),
    ),
    (
        r"There is no filter “(?P<name>.*)”; its words were searched as they stand\.",
        gettext_noop("There is no filter “%(name)s”; its words were searched as they stand."),
    ),
    (
        r"Wildcards are not needed.*",
        gettext_noop("Wildcards are not needed: word forms are found by themselves."),
    ),
    (
        r"The query was cut after (?P<n>[\d,]+) characters\.",
        gettext_noop("The question was cut after %(n)s characters."),
    ),
    (r"Mark-up in the query was ignored\.", gettext_noop("Mark-up in the question was ignored.")),
    (
        r"A quotation mark that stands alone was ignored\.",
        gettext_noop("A quotation mark that stands alone was ignored."),
    ),
    (
        r"Only the first (?P<n>\d+) words are looked up one by one\.",
        gettext_noop("Only the first %(n)s words are looked up one by one."),
    ),
    (
        r"The query has only words that stand in every text; .*",
        gettext_noop("The question has only words that stand in every text; add one that says what about."),
    ),
    (
        r"Nothing was asked.*",
        gettext_noop("Nothing was asked: the question has no word to search for."),
    ),
)


def in_readers_language(remark: str) -> str:
    """Give a remark of the engine in the reader's language; one that is not known stays as it is."""
    for pattern, ours in _REMARKS:
        found = re.fullmatch(pattern, remark, re.DOTALL)
        if found:
            return translated(ours) % found.groupdict()
    return remark
