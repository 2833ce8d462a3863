"""What a person writes into the fields of a commitment, checked and turned into values of a snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from tequio.apps.accounts.models import Institution
from tequio.apps.accounts.operations.institutions import institution_for
from tequio.apps.library.models import DocumentVersion
from tequio.apps.library.operations import PlaceOutside, make_passages
from tequio.apps.register.models import Commitment
from tequio.apps.register.operations.columns import column, label, longest
from tequio.apps.register.operations.deadlines import last_day
from tequio.apps.register.operations.errors import WrongValue
from tequio.apps.register.vocabulary import RECURRENCES
from tequio.apps.register.wording import code_of


def read_changes(commitment: Commitment, changes: Mapping[str, object]) -> dict[str, Any]:
    """Check what a person wrote.

    Args:
        commitment: which it is for (a new one needs only its version).
        changes: as for `tequio.apps.register.operations.correct`.

    Returns:
        Values in the shape of a snapshot.

    Raises:
        WrongValue: a field is unknown, blank where it may not be, or cannot hold the value.
    """
    values: dict[str, Any] = {}
    for name, value in changes.items():
        if name in _READERS:
            values[name] = _READERS[name](name, value)
        elif name in ("actors", "asked_by"):
            named = _institutions(value, commitment.version.language)
            values[name] = sorted(named)
            values[f"{name}_text"] = "; ".join(named.values())[:500]
        elif name not in ("start", "end"):
            raise WrongValue(_("There is no field “%s” to change.") % name)
    if "start" in changes or "end" in changes:
        values["passage"] = _passage(commitment.version, changes)
    return values


def _text(name: str, value: object) -> str:
    words = " ".join(str(value).split()) if value is not None else ""
    most = longest(Commitment, name)
    if most and len(words) > most:
        raise WrongValue(
            _("“%(field)s” holds %(longest)s characters at most; shorten it.")
            % {"field": label(Commitment, name), "longest": most}
        )
    if "\x00" in words:
        raise WrongValue(_("“%s” holds a character that cannot be kept.") % label(Commitment, name))
    return words


def _needed(name: str, value: object) -> str:
    words = _text(name, value)
    if not words:
        raise WrongValue(_("“%s” must not be empty.") % label(Commitment, name))
    return words


def _choice(name: str, value: object) -> str:
    choices = dict(column(Commitment, name).choices or ())
    if str(value) not in choices:
        raise WrongValue(
            _("“%(value)s” is no %(field)s.") % {"value": value, "field": label(Commitment, name)}
        )
    return str(value)


def _date(name: str, value: object) -> str:
    words = _text(name, value)
    if (words and not all(last_day(part) for part in words.split("/"))) or words.count("/") > 1:
        raise WrongValue(
            _("Write the deadline as 2025-06-30, 2025-06, 2025 or two of them with a / between.")
        )
    return words


_READERS: dict[str, Callable[[str, object], str]] = {
    "kind": _choice,
    "strength": _choice,
    "action": _needed,
    "lead_in": _text,
    "deadline_text": _text,
    "deadline_date": _date,
    "recurrence": lambda name, value: code_of(RECURRENCES, _text(name, value)),
}


def _institutions(value: object, language: str) -> dict[int, str]:
    """Give the institutions that a person named: number -> name as the person wrote it."""
    if isinstance(value, str):
        value = value.split(";")
    if not isinstance(value, Iterable):
        raise WrongValue(_("Name the institutions in a list."))
    named: dict[int, str] = {}
    for item in value:
        if isinstance(item, int):
            known = Institution.objects.filter(pk=item).first()
            if known is None:
                raise WrongValue(_("There is no institution with the number %s.") % item)
            named[known.pk] = known.name
        elif isinstance(item, Institution):
            named[item.pk] = item.name
        elif words := " ".join(str(item).replace("\x00", " ").split()):
            named[institution_for(words, language).pk] = words
    return named


def _passage(version: DocumentVersion, changes: Mapping[str, object]) -> int:
    try:
        start, end = int(str(changes["start"])), int(str(changes["end"]))
        return next(iter(make_passages(version, [trimmed(version.content, start, end)]).values())).pk
    except (KeyError, ValueError, PlaceOutside):
        raise WrongValue(_("Select some words of the document.")) from None


def trimmed(content: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the white space at both ends of a span; an empty span stays empty."""
    while start < end and content[start : start + 1].isspace():
        start += 1
    while end > start and content[end - 1 : end].isspace():
        end -= 1
    return start, end
