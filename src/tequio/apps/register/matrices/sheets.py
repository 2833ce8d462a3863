"""The two sheets of a matrix: which columns they have, and which of them are filled in offline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tequio.apps.register.models import Action


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet.

    Args:
        name: of the sheet, the same in every language: by it and the key a row is found again.
        shown: headings of the columns that only inform.
        fields: name of each column that is filled in -> its heading.
        choices: name of a field -> the values it takes.
    """

    name: str
    shown: tuple[Any, ...]
    fields: dict[str, Any]
    choices: dict[str, tuple[str, ...]]


_ABOUT = (_("theme"), _("institution"), _("mechanism"), _("exact words"), _("demand"))
REPORTS = Sheet(
    "reports",
    (*_ABOUT, _("to be done by")),
    {"first": _("report from"), "last": _("report until"), "words": _("what was done")},
    {},
)
ACTIONS = Sheet(
    "actions",
    (*_ABOUT, _("action")),
    {"status": _("status"), "completed_on": _("completed on"), "why": _("why")},
    {"status": tuple(Action.Status.values)},
)
SHEETS = (REPORTS, ACTIONS)
# Hidden columns before all others: number of the record, its last step, and the fields as they were written.
HIDDEN = ("key", "seen")
HEAD_ROW = 1
