"""How much an instrument weighs in a State's courts: by its status for the State, else by what kind it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tequio.apps.library.models import Instrument, StateStatus

DEFAULT_STATE = "MX"
# ISO 3166 -> name in Spanish and English, of States with which this program is used or may be soon.
STATES: Mapping[str, tuple[str, str]] = {
    "AR": ("Argentina", "Argentina"),
    "BO": ("Bolivia", "Bolivia"),
    "BR": ("Brasil", "Brazil"),
    "CL": ("Chile", "Chile"),
    "CO": ("Colombia", "Colombia"),
    "CR": ("Costa Rica", "Costa Rica"),
    "DO": ("República Dominicana", "Dominican Republic"),
    "EC": ("Ecuador", "Ecuador"),
    "ES": ("España", "Spain"),
    "GB": ("Reino Unido", "United Kingdom"),
    "GT": ("Guatemala", "Guatemala"),
    "HN": ("Honduras", "Honduras"),
    "MX": ("México", "Mexico"),
    "NI": ("Nicaragua", "Nicaragua"),
    "PA": ("Panamá", "Panama"),
    "PE": ("Perú", "Peru"),
    "PY": ("Paraguay", "Paraguay"),
    "SV": ("El Salvador", "El Salvador"),
    "US": ("Estados Unidos", "United States"),
    "UY": ("Uruguay", "Uruguay"),
    "VE": ("Venezuela", "Venezuela"),
}
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


def states_offered() -> list[str]:
    """Give the States of which a status is kept, and the one that is taken where none is named."""
    kept = StateStatus.objects.order_by("state").values_list("state", flat=True).distinct()
    return sorted({DEFAULT_STATE, *kept})


def state_name(code: str, language: str) -> str:
    """Give a State's name in a language ("es" or "en"), or its code where no name is known here."""
    spanish, english = STATES.get(code, (code, code))
    return english if language == "en" else spanish


def statuses_for(instruments: Iterable[Instrument], state: str) -> dict[int, StateStatus]:
    """Give the statuses of instruments for a State: number of the instrument -> status."""
    rows = StateStatus.objects.filter(instrument__in=list(instruments), state=state)
    return {row.instrument_id: row for row in rows}
