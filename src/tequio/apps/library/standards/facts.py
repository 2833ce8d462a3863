"""What is known of an instrument before any text of it comes in: titles, bodies, dates, addresses."""

from __future__ import annotations

from tequio.apps.library import digest
from tequio.apps.library.models import Instrument
from tequio.apps.library.standards.rows import InstrumentRow
from tequio.engines import citation

_DIGEST_KINDS = {
    digest.Kind.TREATY: Instrument.Kind.TREATY,
    digest.Kind.PROTOCOL: Instrument.Kind.TREATY,
    digest.Kind.DECLARATION: Instrument.Kind.DECLARATION,
}
_CITED_KINDS = {
    "treaty": Instrument.Kind.TREATY,
    "declaration": Instrument.Kind.DECLARATION,
    "principles": Instrument.Kind.DECLARATION,
    "constitution": Instrument.Kind.CONSTITUTION,
    "law": Instrument.Kind.LAW,
}
# The laws that the engine of citations knows by name are Mexican.
_LAWS_OF = "MX"


def known_instrument(code: str) -> InstrumentRow | None:
    """Give what the digest and the lists of the citation engine know of an instrument, or None."""
    known = [row for row in (_in_digest(code), _in_lists(code)) if row is not None]
    return known[0].filled(known[-1]) if known else None


def _in_digest(code: str) -> InstrumentRow | None:
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


def _in_lists(code: str) -> InstrumentRow | None:
    lists = citation.shipped()
    one = lists.instruments.get(code)
    if one is None:
        return None
    kind = _CITED_KINDS.get(one.kind, Instrument.Kind.TREATY)
    is_national = kind in (Instrument.Kind.CONSTITUTION, Instrument.Kind.LAW)
    return InstrumentRow(
        code=code,
        titles=one.titles,
        shorts=one.acronyms,
        kind=kind,
        country=_LAWS_OF if is_national else "",
        symbol=one.series or (one.symbols[0] if one.symbols else ""),
        adopted=one.adopted,
        in_force=one.in_force,
    )


def comment_code(symbol: str) -> str:
    """Give the code of a general comment, "CRC.GC25", from its document symbol, or an empty string."""
    lists = citation.shipped()
    found = lists.comment_by_symbol.get("".join(symbol.upper().split()))
    return f"{found[0]}.GC{found[1]}" if found else ""
