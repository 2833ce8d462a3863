"""Bringing standards in: files read, compared with what is kept, and kept as versions, all or nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from tequio.apps.accounts.errors import require
from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import COMMAND_LINE, note, note_new, recorded
from tequio.apps.library.models import Instrument, Provision, ProvisionText, StandardsImport
from tequio.apps.library.standards.errors import RowProblem, RowsWrong, StandardsError
from tequio.apps.library.standards.facts import known_instrument
from tequio.apps.library.standards.indexing import index_changes
from tequio.apps.library.standards.rows import About, InstrumentRow, Sheet, TextRow
from tequio.apps.library.standards.shapes import read_standards

_BATCH = 1000
_TextKey = tuple[str, str, str]  # key of the provision, language, kind


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file.

    Args:
        file_name: as the person named it.
        shape: in which it was read.
        instruments: codes of the instruments that it speaks of.
        provisions: how many were not known before.
        new_texts: how many texts were not known before.
        new_versions: how many have other words than before.
        unchanged: how many were here already.
    """

    file_name: str
    shape: str
    instruments: tuple[str, ...]
    provisions: int
    new_texts: int
    new_versions: int
    unchanged: int

    @property
    def changes(self) -> int:
        """How many texts came in."""
        return self.new_texts + self.new_versions


class _OnlyTried(Exception):  # noqa: N818 - errors are named as facts
    """A dry run is over: everything is taken back."""


def import_standards(
    files: Sequence[tuple[str, bytes]],
    by: User | None = None,
    about: About | None = None,
    *,
    dry_run: bool = False,
    index: bool = True,
) -> list[Imported]:
    """Import files of standards: everything of all of them, or nothing.

    A text that is here already with the same words changes nothing; one with other words becomes the next
    version, and the version before stays. An instrument's title, dates and addresses are filled in where
    nothing is known, and never replaced.

    Args:
        files: (name, bytes) of each.
        by: who brings them; None on the command line.
        about: what the person says of files that do not say it themselves.
        dry_run: read, check and compare, and keep nothing.
        index: whether the search index follows by itself; otherwise the caller brings it up to date.

    Raises:
        NotAllowed: the person's role does not allow it.
        FileNotStandards: a file is in no shape that is imported.
        RowsWrong: rows cannot be kept; all of them are named.
    """
    if by is not None:
        require(by, "standards.import")
    said = about or About()
    sheets = [(read_standards(name, data, said), hashlib.sha256(data).hexdigest()) for name, data in files]
    problems = [problem for sheet, _digest in sheets for problem in sheet.problems]
    problems += [
        RowProblem(sheet.file_name, 0, "the file holds no provision.")
        for sheet, _digest in sheets
        if not sheet.texts and not sheet.problems
    ]
    if problems:
        raise RowsWrong(problems)
    return keep_sheets(sheets, by, dry_run=dry_run, index=index)


def keep_sheets(
    sheets: Sequence[tuple[Sheet, str]], by: User | None = None, *, dry_run: bool = False, index: bool = True
) -> list[Imported]:
    """Keep what was read, as one operation.

    Args:
        sheets: what each file says, and the SHA-256 of its bytes.
        by: who brings them.
        dry_run: compare and keep nothing.
        index: whether the search index follows by itself.
    """
    outcomes: list[Imported] = []
    try:
        with recorded(by or COMMAND_LINE, "import-standards"):
            for sheet, digest in sheets:
                outcomes.append(_keep(sheet, digest, by))
            if dry_run:
                raise _OnlyTried
            if index:
                index_changes()
    except _OnlyTried:
        pass
    return outcomes


@dataclass(slots=True)
class _Keeping:
    """The state of one file's import."""

    instruments: dict[str, Instrument]
    provisions: dict[str, Provision]
    latest: dict[_TextKey, ProvisionText]
    new_provisions: list[Provision] = field(default_factory=list)
    new_texts: list[ProvisionText] = field(default_factory=list)
    closed: list[ProvisionText] = field(default_factory=list)
    versions: int = 0
    unchanged: int = 0


def _keep(sheet: Sheet, digest: str, by: User | None) -> Imported:
    rows = {code: _completed(row) for code, row in sheet.instruments.items()}
    known = {one.code: one for one in Instrument.objects.select_for_update().filter(code__in=rows)}
    note(*known.values())
    instruments = {code: _instrument(row, known.get(code)) for code, row in rows.items()}
    note_new(*(one for code, one in instruments.items() if code not in known))
    keeping = _Keeping(
        instruments,
        {one.key: one for one in Provision.objects.filter(instrument__in=instruments.values())},
        _latest_texts(instruments.values()),
    )
    for text in sheet.texts:
        _compare(text, keeping)
    _write(keeping)
    outcome = Imported(
        sheet.file_name,
        sheet.shape,
        tuple(instruments),
        len(keeping.new_provisions),
        len(keeping.new_texts) - keeping.versions,
        keeping.versions,
        keeping.unchanged,
    )
    if outcome.changes:
        run = StandardsImport.objects.create(
            file_name=sheet.file_name[-300:],
            sha256=digest,
            shape=sheet.shape,
            instruments=len(instruments),
            provisions=outcome.provisions,
            new_texts=outcome.new_texts,
            new_versions=outcome.new_versions,
            unchanged=outcome.unchanged,
            by=by,
        )
        note_new(run)
        numbers = [text.pk for text in keeping.new_texts]
        for at in range(0, len(numbers), _BATCH // 2):
            ProvisionText.objects.filter(pk__in=numbers[at : at + _BATCH // 2]).update(brought_by=run)
    return outcome


def _completed(row: InstrumentRow) -> InstrumentRow:
    """Add to what the file says what is known of the instrument anyway; what is known goes first."""
    known = known_instrument(row.code)
    return known.filled(row) if known else row


# Field of the model -> field of the row, where these are plain values.
_PLAIN = ("country", "symbol", "adopted", "year", "in_force")
_BY_LANGUAGE = {"title": "titles", "short": "shorts", "body": "bodies", "url": "urls"}


def _instrument(row: InstrumentRow, known: Instrument | None) -> Instrument:
    """Make an instrument, or fill in what is not known of it."""
    instrument = known or Instrument(code=row.code, kind=row.kind or _kind_by_title(row))
    changed = known is None
    values = {name: getattr(row, name) for name in _PLAIN}
    for name, column in _BY_LANGUAGE.items():
        said: dict[str, str] = dict(getattr(row, column))
        # A title in a third language is better than none.
        if name == "title" and not {"es", "en"} & said.keys():
            said["en"] = next(iter(said.values()))
        values |= {f"{name}_{language}": said[language] for language in ("es", "en") if said.get(language)}
    for name, value in values.items():
        if value and not getattr(instrument, name):
            setattr(instrument, name, value)
            changed = True
    if changed:
        instrument.save()
    return instrument


_KINDS = (
    (r"\b(?:declaraci[oó]n|declaration)\b", Instrument.Kind.DECLARATION),
    (r"\b(?:constituci[oó]n|constitution)\b", Instrument.Kind.CONSTITUTION),
    (
        r"\b(?:observaci[oó]n general|recomendaci[oó]n general|general (?:comment|recommendation))\b",
        Instrument.Kind.GENERAL_COMMENT,
    ),
    (
        r"\b(?:convenci[oó]n|convenio|pacto|tratado|protocolo|estatuto|convention|covenant|treaty|protocol)\b",
        Instrument.Kind.TREATY,
    ),
    (r"^(?:caso|case|sentencia|judgment)\b", Instrument.Kind.JUDGMENT),
    (r"\b(?:recomendaci[oó]n|recommendation)\b", Instrument.Kind.RECOMMENDATION),
    (r"\b(?:ley|c[oó]digo|law|act)\b", Instrument.Kind.LAW),
)


def _kind_by_title(row: InstrumentRow) -> str:
    title = " ".join(row.titles.values())
    found = (kind for pattern, kind in _KINDS if re.search(pattern, title, re.IGNORECASE))
    return next(found, Instrument.Kind.TREATY)


def _latest_texts(instruments: Iterable[Instrument]) -> dict[_TextKey, ProvisionText]:
    rows = (
        ProvisionText.objects.filter(instrument__in=list(instruments))
        .select_related("provision")
        .order_by("version")
    )
    return {(text.provision.key, text.language, text.kind): text for text in rows}


def _compare(row: TextRow, keeping: _Keeping) -> None:
    """Decide what one text is: here already, the next version of one that is here, or new."""
    place = (row.key, row.language, row.text_kind)
    before = keeping.latest.get(place)
    if before and _same(before, row):
        keeping.unchanged += 1
        return
    text = ProvisionText(
        instrument=keeping.instruments[row.instrument],
        provision=_provision(row, keeping),
        language=row.language,
        kind=row.text_kind,
        version=before.version + 1 if before else 1,
        heading=row.heading or (before.heading if before else ""),
        words=row.words,
        in_force_from=row.in_force_from,
        in_force_to=row.in_force_to,
        source=row.source,
        is_certified=row.is_certified,
        document_key=row.document_key,
    )
    if before:
        keeping.versions += 1
        begins: date | None = row.in_force_from
        if (
            begins
            and before.in_force_to is None
            and (before.in_force_from or date.min) < begins
            and before.pk
        ):
            before.in_force_to = begins
            keeping.closed.append(before)
    keeping.latest[place] = text
    keeping.new_texts.append(text)


def _same(before: ProvisionText, row: TextRow) -> bool:
    is_later = row.in_force_from is not None and row.in_force_from != before.in_force_from
    return before.words.split() == row.words.split() and not (is_later and before.in_force_to is not None)


def _provision(row: TextRow, keeping: _Keeping) -> Provision:
    known = keeping.provisions.get(row.key)
    if known is not None:
        if known.instrument_id != keeping.instruments[row.instrument].pk:
            raise StandardsError(_("%s belongs to another instrument.") % row.key)
        return known
    parent = None
    if row.parent and row.parent != row.key:
        above = row.number.rpartition(".")[0]
        parent = keeping.provisions.get(row.parent) or _made(row, row.parent, above, "article", None, keeping)
    return _made(row, row.key, row.number, row.kind, parent, keeping)


def _made(  # noqa: PLR0913, PLR0917
    row: TextRow, key: str, number: str, kind: str, parent: Provision | None, keeping: _Keeping
) -> Provision:
    provision = Provision(
        instrument=keeping.instruments[row.instrument],
        key=key,
        number=number[:60],
        kind=kind,
        parent=parent,
        order=0,
    )
    keeping.provisions[key] = provision
    keeping.new_provisions.append(provision)
    return provision


def _write(keeping: _Keeping) -> None:
    """Write the new rows; articles go before their paragraphs, which point to them."""
    for is_part in (False, True):
        rows = [one for one in keeping.new_provisions if (one.parent is not None) is is_part]
        for one in rows:
            if one.parent is not None:
                one.parent_id = one.parent.pk
        Provision.objects.bulk_create(rows, batch_size=_BATCH)
    _put_in_order(keeping)
    for text in keeping.new_texts:
        text.provision_id = text.provision.pk
    ProvisionText.objects.bulk_update(keeping.closed, ["in_force_to"], batch_size=_BATCH // 2)
    ProvisionText.objects.bulk_create(keeping.new_texts, batch_size=_BATCH)


def _put_in_order(keeping: _Keeping) -> None:
    """Number the provisions of each instrument that has new ones: preamble first, 8 before 8bis before 9."""
    touched = {one.instrument_id for one in keeping.new_provisions}
    by_instrument: dict[int, list[Provision]] = {}
    for one in keeping.provisions.values():
        if one.instrument_id in touched:
            by_instrument.setdefault(one.instrument_id, []).append(one)
    moved = []
    for provisions in by_instrument.values():
        for place, one in enumerate(sorted(provisions, key=lambda each: natural_order(each.number)), 1):
            if one.order != place:
                one.order = place
                moved.append(one)
    Provision.objects.bulk_update(moved, ["order"], batch_size=_BATCH // 2)


def natural_order(number: str) -> tuple[tuple[int, int, str], ...]:
    """Give what sorts numbers of provisions as a reader counts: preamble, 1, 1.1, 1.2, 2, 8, 8bis, 10."""
    if number.casefold() in {"preamble", "preámbulo", "preambulo"}:
        return ((0, 0, ""),)
    pieces = re.findall(r"\d+|[^\W\d_]+", number.casefold())
    return tuple((1, int(piece), "") if piece.isdigit() else (2, 0, piece) for piece in pieces)
