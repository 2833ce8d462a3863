"""Records of one document -> commitments with their words in the library, many at once.

Reads: staged records that the register does not hold. Writes, inside `recorded`: the document's version,
passages, commitments with who owes and who asks, one component, topics, the State's answer, the decision.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from tequio.apps.accounts.models import User
from tequio.apps.ledger.pouring import pour
from tequio.apps.ledger.recording import note, note_new
from tequio.apps.library.models import CONTEXT, Document, DocumentParagraph, DocumentVersion, Passage
from tequio.apps.register.importing.staging import Staged
from tequio.apps.register.importing.touched import IMPORTED
from tequio.apps.register.importing.world import World
from tequio.apps.register.models import (
    Commitment,
    CommitmentTopic,
    Component,
    Decision,
    ImportedRecord,
    ImportRun,
    Position,
    Session,
    SessionDocument,
)
from tequio.apps.register.operations.columns import longest
from tequio.apps.register.operations.snapshots import derive
from tequio.engines.reading.language import detect_language

MEDIA_TYPE = "application/vnd.tequio.records"
_BETWEEN = "\n\n"
_LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True)
class Importing:
    """An import under way: its run, who answers for it, and what it knows of the register."""

    run: ImportRun
    by: User
    world: World


@dataclass(frozen=True, slots=True)
class Sheet:
    """The records of one document that are to be written, and the text that they make up together."""

    title: str
    staged: Sequence[Staged]

    def content(self) -> str:
        """Give the text: the records' words, one paragraph each."""
        return _BETWEEN.join(each.record.text for each in self.staged)

    def spans(self) -> list[tuple[int, int]]:
        """Give where each record's words stand in the text."""
        found, at = [], 0
        for each in self.staged:
            found.append((at, at + len(each.record.text)))
            at += len(each.record.text) + len(_BETWEEN)
        return found


def write_sheets(sheets: Sequence[Sheet], importing: Importing) -> None:
    """Write the records of some documents as accepted commitments, inside `recorded`."""
    run, by, world = importing.run, importing.by, importing.world
    pairs = [
        (each, passage)
        for sheet in sheets
        for each, passage in zip(sheet.staged, write_version(sheet, importing), strict=True)
    ]
    rows = [_commitment(each, passage, by, world) for each, passage in pairs]
    note_new(*pour(rows))
    staged = [each for each, _passage in pairs]
    pour(Component(commitment=row, ordinal=1, words=row.action, state="accepted") for row in rows)
    link(rows, staged, world)
    after = {"state": str(Commitment.State.ACCEPTED)}
    pour(
        Decision(commitment=row, verb=Decision.Verb.ACCEPT, by=by, batch=run.batch, before={}, after=after)
        for row in rows
    )
    pour(
        ImportedRecord(source=run.source, key=each.record.key, digest=each.digest, commitment=row, run=run)
        for row, each in zip(rows, staged, strict=True)
    )


def write_version(sheet: Sheet, importing: Importing) -> list[Passage]:
    """Write a document's new version with a paragraph and a passage for each record; give the passages."""
    document = _document(sheet, importing)
    last = document.versions.order_by("-number").values_list("number", flat=True).first() or 0
    content = sheet.content()
    version = DocumentVersion.objects.create(
        document=document,
        number=last + 1,
        sha256=hashlib.sha256(f"{document.file_name}\x00{last + 1}\x00{content}".encode()).hexdigest(),
        media_type=MEDIA_TYPE,
        language=sheet.staged[0].record.language or detect_language(content[:2_000]) or "",
        content=content,
    )
    spans = sheet.spans()
    numbers = [each.record.key if len(each.record.key) <= _LONGEST_NUMBER else "" for each in sheet.staged]
    pour(
        DocumentParagraph(version=version, ordinal=n, start=start, end=end, role="paragraph", number=number)
        for n, ((start, end), number) in enumerate(zip(spans, numbers, strict=True))
    )
    note_new(version)
    return pour(
        Passage(
            version=version,
            start=start,
            end=end,
            exact=content[start:end],
            prefix=content[max(0, start - CONTEXT) : start],
            suffix=content[end : end + CONTEXT],
            paragraph_number=number,
        )
        for (start, end), number in zip(spans, numbers, strict=True)
    )


def _document(sheet: Sheet, importing: Importing) -> Document:
    """Give the document of a sheet, entering it and tying it to its session when it is first met."""
    file_name = f"{importing.run.source}/{sheet.title}"[:300]
    document = Document.objects.filter(file_name=file_name).first()
    if document is None:
        record = sheet.staged[0].record
        document = Document.objects.create(
            title=sheet.title,
            file_name=file_name,
            source_url=_web(record.address),
            source_note=importing.run.file_name,
            added_by=importing.by,
        )
        note_new(document)
        _tie(importing.world.session(record, sheet.title), document)
    return document


def _tie(session: Session | None, document: Document) -> None:
    if session is not None:
        note(session)
        SessionDocument.objects.get_or_create(session=session, document=document)


def _web(address: str) -> str:
    fits = len(address) <= (longest(Document, "source_url") or 0)
    return address if fits and address.startswith(("https://", "http://")) else ""


def _commitment(each: Staged, passage: Passage, by: User, world: World) -> Commitment:
    row = Commitment(
        version_id=passage.version_id,
        passage=passage,
        session=world.session(each.record, each.document),
        state=Commitment.State.ACCEPTED,
        origin=Commitment.Origin.IMPORT,
        decided_by=by,
        decided_at=timezone.now(),
        **words_of(each),
    )
    derive(row, passage.exact)
    return row


def words_of(each: Staged) -> dict[str, Any]:
    """Give the columns of a commitment that say what a record says."""
    record = each.record
    return {
        "kind": str(Commitment.Kind.RECOMMENDATION),
        "strength": str(Commitment.Strength.FIRM),
        "action": record.text,
        "actors_text": "; ".join(record.states)[: longest(Commitment, "actors_text")],
        "asked_by_text": "; ".join(record.askers or (record.body,))[: longest(Commitment, "asked_by_text")],
    }


def link(rows: Sequence[Commitment], staged: Sequence[Staged], world: World) -> None:
    """Write who owes and who asks, the topics and the State's answer of new commitments."""
    actors: Any = Commitment.actors.through
    askers: Any = Commitment.asked_by.through
    owed = [
        (row.pk, {world.institution(n).pk for n in each.record.states})
        for row, each in zip(rows, staged, strict=True)
    ]
    asked = [
        (row.pk, {i.pk for i in world.asker(each.record)}) for row, each in zip(rows, staged, strict=True)
    ]
    for through, pairs in ((actors, owed), (askers, asked)):
        pour(through(commitment_id=row, institution_id=i) for row, its in pairs for i in sorted(its))
    pour(_topics(rows, staged, world))
    note_new(*pour(_positions(rows, staged, world)))


def _topics(rows: Sequence[Commitment], staged: Sequence[Staged], world: World) -> Iterable[CommitmentTopic]:
    for row, each in zip(rows, staged, strict=True):
        for topic in world.topics(each.record):
            yield CommitmentTopic(
                commitment=row, topic=topic, state=CommitmentTopic.State.ACCEPTED, reason=each.document[:300]
            )


def _positions(rows: Sequence[Commitment], staged: Sequence[Staged], world: World) -> Iterable[Position]:
    for row, each in zip(rows, staged, strict=True):
        if not each.record.answer:
            continue
        for state in each.record.states:
            yield Position(
                commitment=row,
                state=world.institution(state),
                answer=each.record.answer,
                given_on=each.record.date,
                source=f"{IMPORTED}{each.document}"[:500],
                by_id=row.decided_by_id,
            )
