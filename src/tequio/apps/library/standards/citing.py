"""Citations: what a person typed leads to a provision, and a provision gives what is pasted into a ruling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.apps.library.models import Instrument, Provision, StandardsImport
from tequio.apps.library.standards.searching import with_instrument
from tequio.engines import citation

# What of a query may stand beside a citation for it to be one: a full stop, a question mark, "el".
_BESIDE = 4
# Style of the engine -> its name here.
STYLES = {
    "mx": gettext_lazy("Mexican courts"),
    "oscola": gettext_lazy("OSCOLA"),
    "bluebook": gettext_lazy("Bluebook-like"),
    "bibtex": gettext_lazy("BibTeX"),
    "csl": gettext_lazy("CSL-JSON"),
}
# For reference managers.
_MANAGED = {"bibtex", "csl"}
_KINDS = {
    Instrument.Kind.TREATY: "treaty",
    Instrument.Kind.DECLARATION: "declaration",
    Instrument.Kind.CONSTITUTION: "constitution",
    Instrument.Kind.LAW: "law",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """What a typed citation comes to.

    Args:
        provision: where it leads, or None.
        instrument: the instrument it speaks of, where the library has it.
        sentence: what is wrong or missing, in the reader's language; empty where nothing is.
    """

    provision: Provision | None
    instrument: Instrument | None
    sentence: str = ""


def read_citation(words: str, language: str) -> Cited | None:
    """Read a query that is a citation and nothing else.

    Args:
        words: as typed.
        language: of the reader, for the sentence.

    Returns:
        Where it leads or what is wrong with it; None where the query is no citation.
    """
    typed = " ".join(words.split())[:300]
    known = _known(_latest())
    cited = citation.parse(typed, known)
    if not cited or len(typed) - (cited[-1].end - cited[0].start) > _BESIDE:
        return None
    first = citation.resolve(cited[0], known)
    if first.id is None:
        return Cited(None, _instrument_of(cited[0]), first.sentence(language))
    return _led(first, cited[0])


def provisions_cited(text: str) -> list[tuple[Provision, str]]:
    """Find the provisions of the library that a running text cites.

    Args:
        text: of any length.

    Returns:
        (provision, the words that cite it), each provision once, in the order of the text.
    """
    known, found = _known(_latest()), dict[int, tuple[Provision, str]]()
    for cited in citation.find(text, known):
        resolution = citation.resolve(cited, known)
        led = _led(resolution, cited) if resolution.id else None
        if led and led.provision:
            found.setdefault(led.provision.pk, (led.provision, cited.text))
    return list(found.values())


def _led(resolution: citation.Resolution, cited: citation.Citation) -> Cited:
    assert resolution.id is not None
    instrument = _instrument_of(cited)
    places = [resolution.id]
    if instrument is not None:
        tail = (cited.article, *cited.parts) if cited.article else cited.parts
        places.append(".".join((instrument.code, *filter(None, tail))))
    for place in places:
        provision = _nearest(place)
        if provision is not None:
            return Cited(provision, provision.instrument)
    if instrument is not None and not (cited.article or cited.parts):
        return Cited(None, instrument)
    if instrument is None:
        return Cited(None, None, _("The library has no text of “%s” yet.") % cited.text)
    return Cited(None, instrument, _("The library has no text of %s yet.") % resolution.id)


def _nearest(place: str) -> Provision | None:
    """Give the provision of an identifier, or the one that holds it: for ICCPR.14.3.g that of ICCPR.14.3."""
    parts = place.split(".")
    candidates = [".".join(parts[:end]) for end in range(len(parts), 1, -1)]
    found = {one.key: one for one in with_instrument().filter(key__in=candidates)}
    return next((found[one] for one in candidates if one in found), None)


def _instrument_of(cited: citation.Citation) -> Instrument | None:
    instruments = Instrument.objects.all()
    if cited.symbol:
        return instruments.filter(symbol__iexact=cited.symbol).first()
    if cited.kind == citation.Kind.GENERAL_COMMENT:
        return instruments.filter(code=f"{cited.instrument}.GC{cited.number}").first()
    if cited.kind == citation.Kind.PROVISION:
        return instruments.filter(code=cited.instrument or "").first()
    return instruments.filter(code=f"{cited.instrument}.{cited.number}").first()


def _latest() -> tuple[int, str] | None:
    """Name the last import: what the library holds changes with it alone."""
    return StandardsImport.objects.order_by("-pk").values_list("pk", "sha256").first()


@lru_cache(maxsize=2)
def _known(_upto: tuple[int, str] | None) -> citation.Instruments:
    """Give the engine's list, with the library's own treaties, laws and declarations that are not in it."""
    shipped = citation.shipped()
    rows = Instrument.objects.filter(kind__in=_KINDS).exclude(code__in=shipped.instruments)
    return shipped.extended(_described(one) for one in rows)


def _described(one: Instrument) -> citation.Instrument:
    titles = {"es": one.said("title", "es"), "en": one.said("title", "en")}
    shorts = {"es": one.short_es, "en": one.short_en}
    return citation.Instrument(
        key=one.code,
        titles=titles,
        acronyms={language: words for language, words in shorts.items() if words},
        kind=_KINDS[Instrument.Kind(one.kind)],
        adopted=one.adopted,
        in_force=one.in_force,
        series=one.symbol,
    )


def cite(provision: Provision, language: str, address: str = "") -> Sequence[tuple[str, str, str]]:
    """Write a provision's citation in every style.

    The styles that are pasted into a text give no address: what is cited is the official text, not this
    site's copy. Entries for reference managers have that of the depositary, or the page's.

    Args:
        provision: with its instrument.
        language: "es" or "en".
        address: of the provision's page here.

    Returns:
        (style, its name, citation).
    """
    plain = _record(provision)
    managed = replace(plain, address=provision.instrument.said("url", language) or address)
    return [
        (style, str(name), citation.format(managed if style in _MANAGED else plain, style, language))
        for style, name in STYLES.items()
    ]


def _record(provision: Provision) -> citation.Record:
    one = provision.instrument
    if one.kind in _KINDS:
        known = _known(_latest()).instruments.get(one.code) or _described(one)
        article, *parts = provision.number.split(".")
        return citation.InstrumentRecord(
            key=known.key,
            titles=known.titles,
            acronyms=known.acronyms,
            kind=known.kind,
            unit=known.unit,
            article=article if provision.kind != Provision.Kind.PREAMBLE else None,
            parts=tuple(parts),
            adopted=known.adopted or one.adopted,
            in_force=known.in_force or one.in_force,
            series=known.series,
            symbol=known.symbols[0] if known.symbols else "",
        )
    titles = {"es": one.said("title", "es"), "en": one.said("title", "en")}
    body = {"es": one.said("body", "es"), "en": one.said("body", "en")}
    if one.kind == Instrument.Kind.JUDGMENT:
        series, number = _series(one.code)
        return citation.JudgmentRecord(
            court=body,
            titles=titles,
            day=one.adopted,
            series=series,
            number=number,
            paragraph=provision.number,
        )
    return citation.DocumentRecord(
        symbol=one.symbol or one.code,
        body=body,
        titles=titles,
        day=one.adopted,
        year=one.year_adopted,
        paragraph=provision.number,
    )


def _series(code: str) -> tuple[str, str]:
    """Give series and number of a judgment from its code, "IACTHR.C209" -> ("C", "209")."""
    last = code.rpartition(".")[2]
    return (last[0], last[1:]) if last[:1] in {"A", "C"} and last[1:].isdigit() else ("", "")
