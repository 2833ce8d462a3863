"""Fourth stage: a citation becomes a stable id, or a sentence that says what is wrong and what to write.

Ids: `INSTRUMENT.article.part…` ("ICCPR.14.3.g", "CPEUM.20.B.II"), `COMMITTEE.GCnumber.paragraph`
("CRC.GC25.12"), a document's symbol and paragraph ("A/HRC/27/8.148.3"), `IACTHR.Cnumber.paragraph` and
`IACTHR.OCnumber.paragraph` for the Inter-American Court, `IACHR.number-year` for reports of its Commission,
`ECTHR.number-year` for applications to the European Court.
"""

from __future__ import annotations

import re

from tequio.engines.citation.folding import fold
from tequio.engines.citation.instruments import Committee, Instrument, Instruments
from tequio.engines.citation.types import Citation, Kind, Resolution

_MOST_JUDGMENTS = 999  # of a series; the list is not complete, so that a number in it is no condition
_UNITS = {
    "article": {"es": ("artículo", "artículos"), "en": ("article", "articles")},
    "principle": {"es": ("principio", "principios"), "en": ("principle", "principles")},
    "rule": {"es": ("regla", "reglas"), "en": ("rule", "rules")},
}
# First word of a Spanish name -> its article; "El" where the word is not here.
_SPANISH_ARTICLES = {
    "Convención": "La", "Declaración": "La", "Carta": "La", "Constitución": "La", "Ley": "La", "Reglas": "Las",
    "Principios": "Los",
}  # fmt: skip
_PLURAL = frozenset({"Las", "Los"})


def resolve(citation: Citation, instruments: Instruments) -> Resolution:
    """Give the stable id of what is cited, or say what is wrong.

    Args:
        citation: as `parse` or `find` gave it.
        instruments: what is known to exist.

    Returns:
        The id; or None with one sentence in Spanish and one in English.
    """
    match citation.kind:
        case Kind.PROVISION:
            return _provision(citation, instruments)
        case Kind.GENERAL_COMMENT:
            return _comment(citation, instruments)
        case Kind.JUDGMENT:
            return _judgment(citation)
        case Kind.OPINION:
            return _opinion(citation, instruments)
        case Kind.REPORT:
            number = citation.number or citation.case or ""
            return _found(citation, "IACHR." + re.sub("[/.]", "-", number))
    return _found(citation, citation.symbol or citation.text)


def _found(citation: Citation, base: str) -> Resolution:
    return Resolution(citation, ".".join((base, *citation.parts)))


def _wrong(citation: Citation, es: str, en: str) -> Resolution:
    return Resolution(citation, None, {"es": es, "en": en})


def _provision(citation: Citation, known: Instruments) -> Resolution:
    instrument = known.instruments.get(citation.instrument or "")
    if instrument is None:
        return _without_instrument(citation)
    if citation.article is None:
        return Resolution(citation, instrument.key)
    number = int(re.match(r"\d+", citation.article).group())  # type: ignore[union-attr]
    plain = citation.article.isdigit()
    exists = number >= 1 and (instrument.articles is None or number <= instrument.articles)
    if not plain and instrument.kind == "treaty":
        exists = citation.article in instrument.inserted
    if not exists:
        return _no_article(citation, instrument, number, plain)
    return _found(citation, f"{instrument.key}.{citation.article}")


def _without_instrument(citation: Citation) -> Resolution:
    if citation.named:
        return _wrong(
            citation,
            f"No se conoce ningún instrumento con el nombre «{citation.named}».",
            f"No instrument is known under the name “{citation.named}”.",
        )
    article = citation.article or ""
    return _wrong(
        citation,
        f"Falta el instrumento: escriba, por ejemplo, «artículo {article} PIDCP».",
        f"The instrument is missing: write, for example, “ICCPR {article}”.",
    )


def _no_article(citation: Citation, instrument: Instrument, number: int, plain: bool) -> Resolution:
    names, units = {code: instrument.called(code) for code in ("es", "en")}, _UNITS[instrument.unit]
    the = _SPANISH_ARTICLES.get(instrument.titles["es"].split()[0], "El")
    if the == "El" and instrument.acronyms.get("es", "").startswith("Convención"):
        the = "La"
    if not plain:
        return _wrong(
            citation,
            f"{the} {names['es']} no tiene {units['es'][0]} {citation.article}.",
            f"{names['en']} has no {units['en'][0]} {citation.article}.",
        )
    if number < 1 or instrument.articles is None:
        return _wrong(
            citation,
            f"Los {units['es'][1]} se cuentan desde el 1."
            if instrument.unit != "rule"
            else "Las reglas se cuentan desde la 1.",
            f"{units['en'][1].capitalize()} are counted from 1.",
        )
    has = "tienen" if the in _PLURAL else "tiene"
    have = "have" if the in _PLURAL else "has"
    return _wrong(
        citation,
        f"{the} {names['es']} {has} {instrument.articles} {units['es'][1]}.",
        f"{names['en']} {have} {instrument.articles} {units['en'][1]}.",
    )


def _comment(citation: Citation, known: Instruments) -> Resolution:
    number = citation.number or ""
    if citation.instrument:
        committee = known.committees[citation.instrument]
        if number in committee.comments:
            return _found(citation, f"{committee.key}.GC{number}")
        return _no_comment(citation, committee)
    recommends = re.search(r"recom|\b[gr][rg]\b", fold(citation.text).words) is not None
    holders = [c for c in known.committees.values() if number in c.comments and c.recommends == recommends]
    if len(holders) == 1:
        return _found(citation, f"{holders[0].key}.GC{number}")
    if not holders:
        return _wrong(
            citation,
            f"Ningún comité de la lista tiene una observación general núm. {number}.",
            f"No committee in the list has a general comment No. {number}.",
        )
    keys = ", ".join(committee.key for committee in holders)
    return _wrong(
        citation,
        f"Varios comités tienen una observación general núm. {number}: añada cuál ({keys}).",
        f"Several committees have a general comment No. {number}: add which one ({keys}).",
    )


def _no_comment(citation: Citation, committee: Committee) -> Resolution:
    last = max((int(number) for number in committee.comments), default=0)
    return _wrong(
        citation,
        f"En la lista no hay observación general núm. {citation.number} del {committee.titles['es']};"
        f" la última es la núm. {last}.",
        f"The list has no general comment No. {citation.number} of the {committee.titles['en']};"
        f" the last is No. {last}.",
    )


def _judgment(citation: Citation) -> Resolution:
    number = citation.number
    if number is None:
        return _wrong(
            citation,
            f"La lista no conoce el caso «{citation.case}»; añada su serie y número, por ejemplo «Serie C No. 209».",
            f"The list does not know the case “{citation.case}”; add its series and number, such as “Series C No. 209”.",
        )
    if citation.instrument == "ECTHR":
        return _found(citation, "ECTHR." + number.replace("/", "-"))
    if not 1 <= int(number[1:]) <= _MOST_JUDGMENTS:
        return _wrong(
            citation,
            f"La serie {number[0]} de la Corte Interamericana no tiene número {number[1:]}.",
            f"Series {number[0]} of the Inter-American Court has no number {number[1:]}.",
        )
    if number[0] == "A":
        return _found(citation, f"IACTHR.OC{number[1:]}")
    return _found(citation, f"IACTHR.{number}")


def _opinion(citation: Citation, known: Instruments) -> Resolution:
    number, _, year = (citation.number or "").removeprefix("OC-").partition("/")
    opinion = known.opinions.get(number)
    if opinion is None:
        last = max(known.opinions.values(), key=lambda one: one.number, default=None)
        ending = {"es": "", "en": ""}
        if last:
            ending = {"es": f"; la última es {last.name}", "en": f"; the last is {last.name}"}
        return _wrong(
            citation,
            f"En la lista no hay opinión consultiva OC-{number}{ending['es']}.",
            f"The list has no advisory opinion OC-{number}{ending['en']}.",
        )
    if year and year != f"{opinion.year % 100:02d}":
        return _wrong(
            citation,
            f"La opinión consultiva OC-{number} es de {opinion.year}: escriba «{opinion.name}».",
            f"Advisory opinion OC-{number} is of {opinion.year}: write “{opinion.name}”.",
        )
    return _found(citation, f"IACTHR.OC{number}")
