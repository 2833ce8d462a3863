"""What the engine of records says of a row or a column, in the language of the page."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

# The engine knows no translations: its sentences are told by their form, what stands in them is kept.
_SENTENCES = [
    (re.compile(form + r"\Z", re.DOTALL), said)
    for form, said in (
        (r"no words of a recommendation", _("no words of a recommendation")),
        (
            r"(?P<n>\d+) characters are no single recommendation",
            _("%(n)s characters are no single recommendation"),
        ),
        (
            r"the identifier has more than (?P<n>\d+) characters",
            _("the identifier has more than %(n)s characters"),
        ),
        (
            r"“(?P<value>.*)” is no date; write it as 2008-05-23",
            _("“%(value)s” is no date; write it as 2008-05-23"),
        ),
        (
            r"“(?P<value>.*)” may be two days; write it as 2008-05-23",
            _("“%(value)s” may be two days; write it as 2008-05-23"),
        ),
        (
            r"“(?P<value>.*)” is no day of the calendar",
            _("“%(value)s” is no day of the calendar"),
        ),
        (
            r"“(?P<value>.*)” is no number of a session",
            _("“%(value)s” is no number of a session"),
        ),
    )
]


def said_of_row(sentence: str) -> str:
    """Say why a row is not taken, in the language of the page; what is not known stays as it is."""
    for form, said in _SENTENCES:
        if found := form.match(sentence):
            return str(said) % found.groupdict()
    return sentence


def field_name(field: str) -> str:
    """Name a field of a record in the language of the page."""
    names = {
        "text": _("words of the recommendation"),
        "key": _("identifier"),
        "states": _("States that are asked"),
        "askers": _("who recommends it"),
        "body": _("body or mechanism"),
        "document": _("document"),
        "session": _("session"),
        "date": _("date"),
        "answer": _("the State's answer"),
        "kind": _("what kind it is"),
        "themes": _("themes"),
        "groups": _("affected groups"),
        "issues": _("issues of UPR Info"),
        "sdgs": _("Sustainable Development Goals"),
        "action_categories": _("categories of action of UPR Info"),
        "address": _("address where it can be read"),
        "language": _("language of the text"),
    }
    return str(names.get(field, field))


def system_name(source: str) -> str:
    """Name the system that a file comes from; a saved mapping has the name that people gave it."""
    names = {
        "uhri": _("Universal Human Rights Index"),
        "upr-info": "UPR Info",
        "impact": "IMPACT OSS",
        "uwazi": "Uwazi",
        "table": _("table"),
    }
    return str(names.get(source, source))
