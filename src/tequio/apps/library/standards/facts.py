"""What is known of an instrument before any text of it comes in: titles, bodies, dates, addresses."""

from __future__ import annotations

from tequio.apps.library import digest
from tequio.apps.library.models import Instrument
from tequio.apps.library.standards.rows import InstrumentRow

_DIGEST_KINDS = {
    digest.Kind.TREATY: Instrument.Kind.TREATY,
    digest.Kind.PROTOCOL: Instrument.Kind.TREATY,
    digest.Kind.DECLARATION: Instrument.Kind.DECLARATION,
}


def known_instrument(code: str) -> InstrumentRow | None:
    """Give what the digest knows of an instrument, or None."""
    about = digest.instruments().get(code)
    if about is None:
        return None
    return InstrumentRow(
        code=code,
        titles={"es": about.title.es, "en": about.title.en},
        shorts={
            "es": about.acronyms_es[0] if about.acronyms_es else about.short.es,
            "en": about.acronyms_en[0] if about.acronyms_en else about.short.en,
        },
        bodies={"es": about.body.es[:200], "en": about.body.en[:200]},
        urls={"es": about.address.es, "en": about.address.en},
        kind=_DIGEST_KINDS[about.kind],
        adopted=about.adopted,
        in_force=about.in_force,
    )
