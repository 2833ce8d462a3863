"""The package that the download page offers, as long as nothing in it was taken back since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from tequio.apps.ledger.models import Event
from tequio.apps.register.opendata.errors import PackageIsBroken
from tequio.apps.register.opendata.signing import DESCRIPTOR, SIGNATURE, statement_of
from tequio.engines.ledger import LedgerError

# What people do that may make something less public than it was when the package was written.
_TAKEN_BACK = (
    "change-evidence",
    "delete",
    "erase",
    "reject",
    "repair",
    "return-report",
    "undo",
    "undo-import",
    "unpublish",
    "withdraw",
    "withdraw-evidence",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the download page offers.

    Args:
        folder: of the files.
        descriptor: the content of `datapackage.json`.
        is_withheld: whether something was taken back since it was made, so that no file is handed out.
    """

    folder: Path
    descriptor: dict[str, Any]
    is_withheld: bool

    def path(self, name: str) -> Path | None:
        """Give a file by its name; None where the package has none of that name or is withheld."""
        names = {DESCRIPTOR, SIGNATURE, *(resource["path"] for resource in self.descriptor["resources"])}
        return self.folder / name if name in names and not self.is_withheld else None


def open_data_folder() -> Path:
    """Give the folder whose package the download page offers."""
    return Path(settings.HOME) / "open-data"


def shown_package() -> Shown | None:
    """Give the package that was published last; None where there is none or it is not genuine."""
    folder = open_data_folder()
    try:
        statement = statement_of(folder)
        descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except (PackageIsBroken, LedgerError, OSError, ValueError):
        return None
    since = Event.objects.filter(sequence__gt=int(statement["ledger_sequence"]), verb__in=_TAKEN_BACK)
    return Shown(folder, descriptor, since.exists())
