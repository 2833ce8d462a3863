"""The digest that comes with the program, as texts of the library: what a new site has to search."""

from __future__ import annotations

import hashlib

from django.db import transaction

from tequio.apps.ledger.recording import COMMAND_LINE, note, recorded
from tequio.apps.library import digest
from tequio.apps.library.models import Instrument, Provision, StandardsImport, StateStatus
from tequio.apps.library.standards.facts import known_instrument
from tequio.apps.library.standards.importing import Imported, keep_sheets
from tequio.apps.library.standards.rows import InstrumentRow, Sheet, TextRow
from tequio.apps.library.standards.texts import DIGEST

FILE_NAME = "digest"
_SOURCE = "Tequio"


def load_digest(index: bool = True) -> Imported | None:
    """Bring the digest and Mexico's standing into the library, where this version of it is not there yet.

    Args:
        index: whether the search index follows by itself; otherwise the caller brings it up to date.

    Returns:
        What came in, or None where it was there already.

    Raises:
        DigestIsWrong: a file of the digest cannot be read.
    """
    sheet = _sheet()
    said = repr((sheet.instruments, sheet.texts, [one.mexico for one in digest.instruments().values()]))
    sha256 = hashlib.sha256(said.encode()).hexdigest()
    if StandardsImport.objects.filter(shape=DIGEST, sha256=sha256).exists():
        return None
    with transaction.atomic(), recorded(COMMAND_LINE, "load-digest"):
        [outcome] = keep_sheets([(sheet, sha256)], index=index)
        _keep_statuses()
    return outcome


def _sheet() -> Sheet:
    sheet = Sheet(FILE_NAME, DIGEST)
    for code in digest.instruments():
        instrument = known_instrument(code)
        assert instrument is not None
        for line, provision in enumerate(digest.provisions(code), 2):
            for language in ("es", "en"):
                sheet.add(instrument, _text(instrument, provision, language, line))
    return sheet


def _text(instrument: InstrumentRow, said: digest.Provision, language: str, line: int) -> TextRow:
    number = said.id.removeprefix(f"{instrument.code}.")
    above = str(said.article) if said.paragraph else ""
    return TextRow(
        instrument=instrument.code,
        key=said.id,
        number=number,
        kind=Provision.Kind.PARAGRAPH if said.paragraph else Provision.Kind.ARTICLE,
        language=language,
        words=said.text[language],
        heading=said.heading[language],
        parent=f"{instrument.code}.{above}" if above else "",
        source=_SOURCE,
        text_kind=DIGEST,
        line=line,
    )


def _keep_statuses() -> None:
    """Keep where Mexico stands, where nobody has said anything of it yet."""
    known = {one.code: one for one in Instrument.objects.filter(code__in=digest.instruments())}
    said = set(StateStatus.objects.filter(state="MX").values_list("instrument__code", flat=True))
    for code, about in digest.instruments().items():
        standing = about.mexico
        if standing is None or code in said or code not in known:
            continue
        note(known[code])
        bound = standing.ratified or standing.acceded
        StateStatus.objects.create(
            instrument=known[code],
            state="MX",
            signed=standing.signed,
            ratified=bound,
            force=StateStatus.Force.BINDING if bound else StateStatus.Force.INTERPRETIVE,
            reservations_es=standing.note.es if standing.note else "",
            reservations_en=standing.note.en if standing.note else "",
            source=about.depositary.en[:500],
        )
