"""One change of one record: read anew under a lock, compared with what was seen, written with its step.

Every operation of the follow-up goes through `locked` and `write`, inside `recorded` of the ledger.
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note
from tequio.apps.register.followup.errors import Change, ChangedSince
from tequio.apps.register.models.steps import Step
from tequio.apps.register.operations.errors import Gone, NothingToDo

# Who acts by a receipt or a code, without an account.
SENDER = "sender"


class Stepped(Protocol):
    """A record with steps."""

    pk: Any
    steps: Any


S = TypeVar("S", bound=Model)


def today() -> datetime.date:
    """Give the day where no operation was told one."""
    return timezone.localdate()


def locked(row: S, seen: int | None = None) -> S:
    """Read a record anew under a lock, and note for the log that it may change.

    Args:
        row: the record; the caller's object shows what stands now.
        seen: number of its last step that the person had before them, 0 for none; None skips the check.

    Raises:
        Gone: it is no longer there.
        ChangedSince: there are steps after `seen`.
    """
    fresh = type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    if fresh is None:
        raise Gone(_("This record is no longer there."))
    if seen is not None:
        refuse_changed(fresh.steps.filter(pk__gt=seen), type(row))  # type: ignore[attr-defined]
    note(fresh)
    # The caller's object shows what was done, as after any save; what it had fetched beside is dropped.
    row.__dict__.pop("_prefetched_objects_cache", None)
    row.__dict__.update(fresh.__dict__)
    return row


def refuse_changed(later: Any, model: type[Model]) -> None:
    """Refuse where there are later steps.

    Raises:
        ChangedSince: with what changed.
    """
    changes = [_change(step, model) for step in later.select_related("by").order_by("pk")]
    if changes:
        what = ", ".join(dict.fromkeys(label for change in changes for label in change.fields))
        raise ChangedSince(
            _("%(who)s has changed this meanwhile (%(what)s); look at it again.")
            % {"who": changes[-1].who or _("the sender"), "what": what or changes[-1].verb},
            changes,
        )


def _change(step: Step, model: type[Model]) -> Change:
    names = [name for name in step.after if step.before.get(name) != step.after[name]]
    fields = {
        label_of(model, name): (_in_words(step.before.get(name)), _in_words(step.after[name]))
        for name in names
    }
    return Change(str(step.by or ""), step.verb, fields, step.why)


def label_of(model: type[Model], name: str) -> str:
    """Give a field's name as a person reads it."""
    known = {field.name: field for field in model._meta.get_fields()}
    return str(getattr(known.get(name), "verbose_name", name))


def _in_words(value: object) -> str:
    return "" if value is None else str(value)


def plain(value: object) -> Any:
    """Give a value as a step keeps it."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime.date | decimal.Decimal):
        return str(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Iterable) and not isinstance(value, Mapping):
        return sorted(plain(item) for item in value)
    return value


def write(  # noqa: PLR0913  one step says all of this
    row: Model,
    by: User | None,
    verb: str,
    values: Mapping[str, object] | None = None,
    *,
    why: str = "",
    batch: UUID | None = None,
    unsaid: Iterable[str] = (),
    said: tuple[Mapping[str, object], Mapping[str, object]] = ({}, {}),
) -> Any:
    """Change a record that is locked or new, and write the step.

    Args:
        row: the record; a new one must have been saved.
        by: who does it; None for a sender without an account.
        verb: what is done.
        values: field -> new value; what equals what stands is left out.
        why: in the person's words.
        batch: shared by the steps of one action.
        unsaid: fields whose words the step does not repeat.
        said: what else the step says, before and after.

    Returns:
        The step.
    """
    before, after = ({name: plain(value) for name, value in half.items()} for half in said)
    columns = []
    for name, value in (values or {}).items():
        old = getattr(row, name)
        if old == value:
            continue
        setattr(row, name, value)
        columns.append(name)
        if name not in unsaid:
            before[name], after[name] = plain(old), plain(value)
    if columns:
        row.save(update_fields=columns)
    return _steps(row).create(verb=verb, why=one_text(why), before=before, after=after, batch=batch, by=by)


def _steps(row: Any) -> Any:
    return row.steps


def require_change(row: Model, values: Mapping[str, object]) -> None:
    """Refuse an edit that changes nothing.

    Raises:
        NothingToDo: all values stand already.
    """
    if all(getattr(row, name) == value for name, value in values.items()):
        raise NothingToDo(_("Nothing differs from what stands."))


def one_text(words: str) -> str:
    """Give words as they are kept: no NUL, no white space around, lines of any system alike."""
    return words.replace("\x00", " ").replace("\r\n", "\n").replace("\r", "\n").strip()


def last_seen(row: Stepped) -> int:
    """Give the number of a record's last step, 0 for none: what a form hands back as `seen`."""
    return int(row.steps.order_by("-pk").values_list("pk", flat=True).first() or 0)
