"""Rows of the register as the facts of the engine `briefing`."""

from __future__ import annotations

from django.utils.translation import override

from tequio.apps.accounts.models import Bilingual
from tequio.apps.register import models
from tequio.apps.register.briefs.places import Places
from tequio.apps.register.followup.judging import crosswalk, scales
from tequio.apps.register.followup.receiving import shows_sender
from tequio.apps.register.vocabulary import RECURRENCES
from tequio.apps.register.wording import in_words
from tequio.engines import briefing as engine
from tequio.text import flow


def name_of(row: Bilingual) -> engine.Name:
    """Give the name of a row in both languages."""
    return engine.Name(row.name_es, row.name_en)


def in_one_line(words: str) -> str:
    """Read words across line ends and mark-up, as a person does."""
    return flow(words, 0, len(words)).words


def demand_of(group: models.DemandGroup | None) -> engine.Demand:
    """Say whether people decided on a group of the same demand."""
    if group is None:
        return engine.Demand.NONE
    return engine.Demand.DECIDED if group.is_decided else engine.Demand.PROPOSED


class Rows:
    """Turns rows into facts; a record that hangs on a commitment has its passage for a source.

    Args:
        places: where records are read.
    """

    def __init__(self, places: Places) -> None:
        self.places = places

    def session(self, row: models.Session) -> engine.Session:
        """Describe a session; its first document is its source."""
        document = next(iter(row.documents.all()), None)
        source = engine.Source(
            document.title if document else "",
            link=self.places.page("reading-room", document.pk) if document else "",
        )
        record = engine.Record(engine.Kind.SESSION, row.pk, source, self.places.page("session", row.pk))
        return engine.Session(record, row.edition, row.date_start, row.date_end, row.place)

    def commitment_record(self, row: models.Commitment) -> engine.Record:
        """Give the record of a commitment with its passage."""
        return engine.Record(
            engine.Kind.COMMITMENT, row.pk, self._passage(row), self.places.page("commitment", row.pk)
        )

    def _passage(self, row: models.Commitment) -> engine.Source:
        passage, document = row.passage, row.version.document
        return engine.Source(
            document.title,
            passage.paragraph_number,
            passage.page,
            link=self.places.passage(document.pk, row.pk),
        )

    def hanging(
        self,
        kind: engine.Kind,
        number: int,
        commitment: models.Commitment,
        source: engine.Source | None = None,
    ) -> engine.Record:
        """Give the record of something that hangs on a commitment."""
        link = self.places.page("commitment", commitment.pk)
        return engine.Record(kind, number, source or self._passage(commitment), link, commitment.pk)

    def commitment(self, row: models.Commitment) -> engine.Commitment:
        """Describe a commitment without what hangs on it."""
        language = row.version.language
        member = getattr(row, "demand", None)
        return engine.Commitment(
            record=self.commitment_record(row),
            session=row.session_id or 0,
            kind=row.kind,
            strength=row.strength,
            quote=engine.Quote(in_one_line(row.passage.exact), language),
            action=in_one_line(row.action),
            actors=tuple(name_of(one) for one in row.actors.all()),
            actors_text=row.actors_text,
            asked_by=tuple(name_of(one) for one in row.asked_by.all()),
            asked_by_text=row.asked_by_text,
            deadline_text=in_one_line(row.deadline_text),
            due_on=row.due_on,
            recurrence=_recurrence(row.recurrence),
            document=row.version.document_id,
            group=member.group_id if member else None,
            demand=demand_of(member.group if member else None),
        )

    def position(self, row: models.Position, of: models.Commitment) -> engine.Position:
        """Describe an answer of a State."""
        source = engine.Source(row.source, link=row.address)
        record = self.hanging(engine.Kind.POSITION, row.pk, of, source)
        words = engine.Quote(row.words) if row.words else None
        return engine.Position(record, name_of(row.state), row.answer, row.given_on, words)

    def report(self, row: models.Report, of: models.Commitment) -> engine.Report:
        """Describe a report."""
        record = self.hanging(engine.Kind.REPORT, row.pk, of)
        institution = name_of(row.assignment.institution)
        return engine.Report(record, institution, row.first, row.last, engine.Quote(row.words))

    def action(self, row: models.Action, of: models.Commitment) -> engine.Action:
        """Describe a measure."""
        record = self.hanging(engine.Kind.ACTION, row.pk, of)
        return engine.Action(record, name_of(row.institution), engine.Quote(row.title), row.status)

    def evidence(self, row: models.Evidence, of: models.Commitment) -> engine.Evidence:
        """Describe a piece of evidence; its source is its own."""
        title = ", ".join(filter(None, (row.source, row.publisher)))
        source = engine.Source(title, place=row.locator, link=row.address)
        by = name_of(row.institution) if row.institution and row.submission_id is None else None
        record = self.hanging(engine.Kind.EVIDENCE, row.pk, of, source)
        return engine.Evidence(record, row.bearing, engine.Quote(row.finding), by, row.dated)

    def assessment(self, row: models.Assessment, of: models.Commitment) -> engine.Assessment:
        """Describe an assessment in the words of its own scale."""
        scale = scales().get(row.scale)
        value = next((one for one in scale.values if one.code == row.value), None) if scale else None
        title = engine.Name(scale.title["es"], scale.title["en"]) if scale else engine.Name(row.scale)
        words = (
            engine.Name(value.label["es"].words, value.label["en"].words) if value else engine.Name(row.value)
        )
        return engine.Assessment(
            record=self.hanging(engine.Kind.ASSESSMENT, row.pk, of),
            assessor=name_of(row.assessor),
            scale=title,
            value=words,
            on=row.assessed_on,
            confidence=row.confidence,
            rationale=engine.Quote(row.rationale),
            component=row.component.ordinal,
            measure=row.measure,
            common=crosswalk().read(row.scale, row.value).value if scale else None,
        )

    def inquiry(self, row: models.Inquiry, of: models.Commitment) -> engine.Inquiry:
        """Describe a question to authorities with who answered."""
        replies = list(row.replies.all())
        mute = [reply for reply in replies if reply.answered_on is None]
        return engine.Inquiry(
            record=self.hanging(engine.Kind.INQUIRY, row.pk, of),
            question=engine.Quote(row.question),
            asked_on=row.asked_on,
            reply_by=row.reply_by,
            asked=len(replies),
            answered=len(replies) - len(mute),
            silent=tuple(name_of(reply.authority) for reply in mute),
            by=name_of(row.institution) if row.institution else None,
        )

    def submission(self, row: models.Submission) -> engine.Submission:
        """Describe what civil society handed in; the sender only where it may be named."""
        sender = None
        if shows_sender(row) and (row.institution or row.sender):
            sender = name_of(row.institution) if row.institution else engine.Name(row.sender)
        record = engine.Record(
            engine.Kind.SUBMISSION,
            row.pk,
            engine.Source(row.source, link=row.address),
            self.places.page("submission", row.pk),
            row.component.commitment_id if row.component else None,
        )
        return engine.Submission(
            record,
            row.kind,
            engine.Quote(row.title),
            engine.Quote(row.words),
            sender,
            row.received_on,
            row.state,
            row.outcome,
            row.session_id,
        )

    def duty(self, row: models.Duty, of: models.Commitment | None) -> engine.Due:
        """Describe something that is due."""
        record = self.hanging(engine.Kind.DUTY, row.pk, of) if of else engine.Record(engine.Kind.DUTY, row.pk)
        institution = name_of(row.institution) if row.institution else None
        return engine.Due(record, row.kind, row.due_on, institution, row.first, row.last)


def _recurrence(code: str) -> engine.Name | None:
    if not code:
        return None
    words = []
    for language in ("es", "en"):
        with override(language):
            words.append(in_words(RECURRENCES, code))
    return engine.Name(*words)
