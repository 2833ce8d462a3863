"""What one confirmation makes in the register, and the institutions that it names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.translation import gettext as _

from tequio.apps.accounts.models import Institution
from tequio.apps.accounts.operations.institutions import institution_for
from tequio.apps.register.operations.errors import WrongValue


@dataclass(slots=True)
class Made:
    """What one confirmation makes, so that reopening can remove it."""

    rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def note(self, row: Model) -> None:
        """Remember a row."""
        self.rows[type(row).__name__].append(row.pk)


def named_institution(party: Institution | int | str, language: str) -> Institution:
    """Give the institution that a person chose or named; raises WrongValue where there is none."""
    if isinstance(party, Institution):
        return party
    if isinstance(party, int):
        known = Institution.objects.filter(pk=party).first()
        if known is None:
            raise WrongValue(_("There is no institution with the number %s.") % party)
        return known
    if not party.strip():
        raise WrongValue(_("Name the institution."))
    return institution_for(party.replace("\x00", " "), language)
