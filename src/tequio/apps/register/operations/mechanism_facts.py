"""Changing what the register says of a mechanism."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require_review
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, recorded
from tequio.apps.register.models import Mechanism
from tequio.apps.register.operations.columns import label, longest
from tequio.apps.register.operations.deadlines import last_day
from tequio.apps.register.operations.errors import AlreadyThere, Gone, NothingToDo, WrongValue
from tequio.apps.register.operations.mechanisms import add_mechanism_spelling
from tequio.text import fold

FIELDS = ("name_es", "name_en", "kind", "cadence_months", "established", "note")
_MOST_MONTHS = 1200


def change_mechanism(mechanism: Mechanism, by: User, facts: Mapping[str, object]) -> Mechanism:
    """Change facts of a mechanism; its former names stay among its spellings, so that they still match.

    Args:
        mechanism: which.
        by: who changes it.
        facts: names of `FIELDS` -> value as a person writes it; what is left out stays.

    Returns:
        The mechanism as it stands now. What stood before is in the log of changes, with who and when.

    Raises:
        NotAllowed: the person's role does not allow it.
        WrongValue: a field cannot hold its value.
        AlreadyThere: another mechanism has the name.
        NothingToDo: nothing differs from what stands.
        Gone: the mechanism is no longer there.
    """
    require_review(by)
    wanted = {name: _read(name, value) for name, value in facts.items()}
    with recorded(by, "change-facts"):
        current = Mechanism.objects.select_for_update().filter(pk=mechanism.pk).first()
        if current is None:
            raise Gone(_("This mechanism is no longer there."))
        note(current)
        before = {name: getattr(current, name) for name in FIELDS}
        changed = {name: value for name, value in wanted.items() if value != before[name]}
        if not changed:
            raise NothingToDo(_("Nothing differs from what stands."))
        after = before | changed
        if not after["name_es"] and not after["name_en"]:
            raise WrongValue(_("Name the mechanism in Spanish or English."))
        for language in ("es", "en"):
            if changed.get(f"name_{language}"):
                _refuse_taken(current, changed[f"name_{language}"])
        for name, value in changed.items():
            setattr(current, name, value)
        current.save()
        for language in ("es", "en"):
            add_mechanism_spelling(current, before[f"name_{language}"], language)
            add_mechanism_spelling(current, after[f"name_{language}"], language)
        _log(current, by, {name: before[name] for name in changed}, changed)
    return current


def _refuse_taken(mechanism: Mechanism, name: str) -> None:
    taken = Mechanism.objects.filter(spellings__folded=fold(name)).exclude(pk=mechanism.pk).first()
    if taken is not None:
        raise AlreadyThere(_("Another mechanism of the register has this name: %s.") % name)


def _log(mechanism: Mechanism, by: User, before: dict[str, Any], after: dict[str, Any]) -> None:
    LogEntry.objects.log_actions(
        by.pk,
        Mechanism.objects.filter(pk=mechanism.pk),
        CHANGE,
        change_message=[{"changed": {"fields": sorted(after), "before": before, "after": after}}],
    )


def _read(name: str, value: object) -> Any:
    words = str("" if value is None else value).replace("\x00", " ").strip()
    if name not in FIELDS:
        raise WrongValue(_("There is no field “%s” to change.") % name)
    if name == "cadence_months":
        return _months(words)
    if name == "kind" and words not in Mechanism.Kind.values:
        raise WrongValue(_("“%s” is no kind of mechanism.") % words)
    if name == "established" and words and (last_day(words) is None or "/" in words):
        raise WrongValue(_("Write when it was established as 2025-06-30, 2025-06 or 2025."))
    if name != "note":
        words = " ".join(words.split())
    most = longest(Mechanism, name)
    if most and len(words) > most:
        raise WrongValue(
            _("“%(field)s” holds %(longest)s characters at most; shorten it.")
            % {"field": label(Mechanism, name), "longest": most}
        )
    return words


def _months(words: str) -> int | None:
    if not words:
        return None
    if not (words.isascii() and words.isdigit() and len(words) <= 4 and 0 < int(words) < _MOST_MONTHS):
        raise WrongValue(_("Write the months between sessions as a whole number above 0."))
    return int(words)
