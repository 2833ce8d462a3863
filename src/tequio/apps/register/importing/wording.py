"""What the engine of records says of a file, a row or a column, in the language of the page."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

# The engine knows no translations: its sentences are told by their form, what stands in them is kept.
_BREAKS = {
    "it ends in the middle of a record": _("it ends in the middle of a record"),
    "it is not in UTF-8 there": _("it is not in UTF-8 there"),
    "a number there is too large": _("a number there is too large"),
    "what follows is no JSON": _("what follows is no JSON"),
}
_OF_ROWS = (
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
        r"“(?P<value>.*)” is a number, perhaps of the day (?P<day>.*); format the cell as a date",
        _("“%(value)s” is a number, perhaps of the day %(day)s; format the cell as a date"),
    ),
    (r"“(?P<value>.*)” is no day of the calendar", _("“%(value)s” is no day of the calendar")),
    (r"“(?P<value>.*)” is no number of a session", _("“%(value)s” is no number of a session")),
    (
        r"“(?P<value>.*)” holds fields of its own where words are expected",
        _("“%(value)s” holds fields of its own where words are expected"),
    ),
)
_OF_FILES = (
    (r"(?P<file>.*) cannot be opened: .*\.", _("%(file)s cannot be opened.")),
    (r"(?P<file>.*) is empty\.", _("%(file)s is empty.")),
    (
        r"(?P<file>.*) is an old workbook \(\.xls\) or is locked by a password; save it as \.xlsx"
        r" without one\.",
        _("%(file)s is an old workbook (.xls) or is locked by a password; save it as .xlsx without one."),
    ),
    (r"(?P<file>.*): record (?P<n>\d+) is no object\.", _("%(file)s: record %(n)s is no object.")),
    (
        r"(?P<file>.*) is broken after record (?P<n>\d+): (?P<why>.*)\.",
        _("%(file)s is broken after record %(n)s: %(why)s."),
    ),
    (r"(?P<file>.*) holds no array of records\.", _("%(file)s holds no array of records.")),
    (
        r"(?P<file>.*) is broken after line (?P<n>\d+): it is no table there\.",
        _("%(file)s is broken after line %(n)s: it is no table there."),
    ),
    (
        r"(?P<file>.*) is no table: it holds bytes that are no text\.",
        _("%(file)s is no table: it holds bytes that are no text."),
    ),
    (
        r"(?P<file>.*) has no names of columns in its first (?:line|sheet)\.",
        _("%(file)s has no names of columns above its rows."),
    ),
    (
        r"(?P<file>.*) has two columns named “(?P<column>.*)”; rename one\.",
        _("%(file)s has two columns named “%(column)s”; rename one."),
    ),
    (
        r"(?P<file>.*): line (?P<n>\d+) has more cells than the header names columns\.",
        _("%(file)s: line %(n)s has more cells than the header names columns."),
    ),
    (r"(?P<file>.*) unpacks to more than (?P<n>\d+) MB\.", _("%(file)s unpacks to more than %(n)s MB.")),
    (r"(?P<file>.*) is no workbook that can be opened\.", _("%(file)s is no workbook that can be opened.")),
    (
        r"(?P<file>.*) has a merged range of more than (?P<n>\d+) cells \((?P<cell>.*)\)\.",
        _("%(file)s has a merged range of more than %(n)s cells (%(cell)s)."),
    ),
    (
        r"(?P<file>.*): cell (?P<cell>\S+) is a formula without a stored value; save the file in a"
        r" spreadsheet program first\.",
        _(
            "%(file)s: cell %(cell)s is a formula without a stored value; save the file in a"
            " spreadsheet program first."
        ),
    ),
    (
        r"(?P<file>.*): cell (?P<cell>\S+) holds the error (?P<value>.*); correct it\.",
        _("%(file)s: cell %(cell)s holds the error %(value)s; correct it."),
    ),
    (
        r"The file has no column “(?P<column>.*)” with the words of the recommendation; it has"
        r" (?P<names>.*)\.",
        _("The file has no column “%(column)s” with the words of the recommendation; it has %(names)s."),
    ),
    (
        r"A mapping has no field “(?P<field>.*)”; it may name (?P<names>.*)\.",
        _("A mapping has no field “%(field)s”; it may name %(names)s."),
    ),
    (
        r"The mapping gives no name of a column for “(?P<field>.*)”\.",
        _("The mapping gives no name of a column for “%(field)s”."),
    ),
    (
        r"The mapping names no column for the words of the recommendation \(text\)\.",
        _("The mapping names no column for the words of the recommendation (text)."),
    ),
)
_SENTENCES = [(re.compile(form + r"\Z", re.DOTALL), said) for form, said in (*_OF_ROWS, *_OF_FILES)]


def said_of_file(sentence: str) -> str:
    """Say why a file or a mapping is not taken, in the language of the page."""
    return said_of_row(sentence)


def said_of_row(sentence: str) -> str:
    """Say why a row is not taken, in the language of the page; what is not known stays as it is."""
    for form, said in _SENTENCES:
        if found := form.match(sentence):
            parts = found.groupdict()
            if "why" in parts:
                parts["why"] = str(_BREAKS.get(parts["why"], parts["why"]))
            return str(said) % parts
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
