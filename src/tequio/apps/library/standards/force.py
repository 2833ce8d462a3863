"""How much an instrument weighs in a State's courts: by its status for the State, else by what kind it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tequio.apps.library.models import Instrument, StateStatus

DEFAULT_STATE = "MX"
# ISO 3166 -> name in both languages, for the States of which a status is kept here.
STATES: Mapping[str, tuple[str, str]] = {"MX": ("México", "Mexico")}
# A binding text goes before one that helps to interpret it, where both fit the question about as well.
BOOST = 1.12


class Force(StrEnum):
    """What an instrument is for a State."""

    BINDING = "binding"
    INTERPRETIVE = "interpretive"
    UNKNOWN = "unknown"


LABELS = {
    Force.BINDING: _("binding"),
    Force.INTERPRETIVE: _("interpretive"),
    Force.UNKNOWN: _("status not recorded"),
}


def force_for(instrument: Instrument, state: str, status: StateStatus | None) -> Force:
    """Say what an instrument is for a State.

    A status that is kept decides. A State's own constitution and laws bind it; a treaty without a status is
    left open; everything else (declarations, general comments, decisions, judgments) helps to interpret.

    Args:
        instrument: which.
        state: ISO 3166 code.
        status: its status for the State, or None.
    """
    if status is not None:
        return Force(status.force)
    if instrument.kind in (Instrument.Kind.CONSTITUTION, Instrument.Kind.LAW):
        return Force.BINDING if instrument.country == state else Force.UNKNOWN
    return Force.UNKNOWN if instrument.kind == Instrument.Kind.TREATY else Force.INTERPRETIVE


def binding_states(instrument: Instrument) -> tuple[str, ...]:
    """Name the States that an instrument binds, by code and by name, as the search filters by them."""
    codes = {one.state for one in instrument.statuses.all() if one.force == StateStatus.Force.BINDING}
    if instrument.kind in (Instrument.Kind.CONSTITUTION, Instrument.Kind.LAW) and instrument.country:
        codes.add(instrument.country)
    return tuple(name.lower() for code in sorted(codes) for name in (code, *STATES.get(code, ())))


def statuses_for(instruments: Iterable[Instrument], state: str) -> dict[int, StateStatus]:
    """Give the statuses of instruments for a State: number of the instrument -> status."""
    rows = StateStatus.objects.filter(instrument__in=list(instruments), state=state)
    return {row.instrument_id: row for row in rows}
