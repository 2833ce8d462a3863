"""From the findings in a text to proposals in the register; a stage of the reading of a document.

Reads: the text, its findings and tags, and the decisions on the version before. Writes: the session proposal,
commitments with their components and topics, look-alikes, all as proposals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from tequio.apps.accounts.models import Institution
from tequio.apps.accounts.operations.institutions import institutions_named
from tequio.apps.ledger.recording import note_deletion, note_new
from tequio.apps.library.models import DocumentVersion, Passage
from tequio.apps.library.operations import Kept, make_passages
from tequio.apps.register.models import (
    Commitment,
    CommitmentTopic,
    Component,
    LookAlike,
    SessionProposal,
    Topic,
)
from tequio.apps.register.operations.carrying import Carried, carry_over
from tequio.apps.register.operations.columns import longest
from tequio.apps.register.operations.deadlines import last_day
from tequio.apps.register.operations.errors import LanguageNotRead
from tequio.apps.register.operations.reading_engines import (
    TagProposal,
    components_of,
    find_in,
    tag_passages,
)
from tequio.apps.register.operations.snapshots import derive
from tequio.apps.register.second_reader import with_second_opinion
from tequio.engines import extraction
from tequio.text import Anchor, Text

Place = tuple[int, int]
_BATCH = 500
# In which undertakings are read; a text too short to tell is read as English.
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the engines found in a text, before anything is written.

    Args:
        findings: of the extraction.
        tags: topics for each of `findings.commitments`, in order.
    """

    findings: extraction.Findings
    tags: Sequence[Sequence[TagProposal]]


class ProposalStage:
    """Reads a text's meaning outside the transaction; the result writes it inside."""

    def __call__(self, text: Text, file_name: str) -> ProposalWriter:
        """Run the engines on a text; the name of its file may give the year of a meeting.

        Raises:
            LanguageNotRead: undertakings are not read in the text's language: "nothing found" would mislead.
        """
        if text.language not in (*LANGUAGES, None):
            raise LanguageNotRead(
                _("The text is in another language (%s); undertakings are read in English and Spanish.")
                % text.language
            )
        findings = with_second_opinion(find_in(text, file_name), text)
        # An action in a list ("ratify it") often says too little by itself: the whole quote is tagged.
        quotes = [text.flow(c.anchor.start, c.anchor.end).words for c in findings.commitments]
        return ProposalWriter(Reading(findings, tag_passages(quotes, text.language)))


@dataclass(frozen=True, slots=True)
class ProposalWriter:
    """Writes one reading into the register; see `propose`."""

    reading: Reading

    def __call__(self, kept: Kept) -> Mapping[str, int]:
        """Write the proposals, inside the transaction that keeps the document."""
        return propose(kept, self.reading)


def propose(kept: Kept, reading: Reading) -> dict[str, int]:
    """Write the proposals that a reading gives for a version.

    Args:
        kept: the new version and the one before.
        reading: what the engines found in its text.

    Returns:
        Figures: `proposed` (waiting to be checked), `carried` (decisions kept), `dropped` (undecided ones of
        the version before), `missing` (decided ones whose words are gone), `look_alikes`.
    """
    version, findings = kept.version, reading.findings
    carried = carry_over(kept, findings)
    session = _propose_session(kept, findings)
    spans = [_place(c.anchor) for c in findings.commitments] + [_place(r.anchor) for r in findings.rejected]
    passages = make_passages(version, [span for span in spans if _has_words(version, span)])
    new = [
        (found, tags)
        for at, (found, tags) in enumerate(zip(findings.commitments, reading.tags, strict=True))
        if at not in carried.findings and _place(found.anchor) in passages
    ]
    _write_commitments(version, session.session_id, new, passages)
    taken = _write_look_alikes(version, findings.rejected, passages, carried)
    return {
        "proposed": len(new),
        "carried": carried.kept,
        "dropped": carried.dropped,
        "missing": carried.missing,
        "look_alikes": taken,
    }


def _place(anchor: Anchor) -> Place:
    return anchor.start, anchor.end


def _has_words(version: DocumentVersion, span: Place) -> bool:
    return bool(version.content[span[0] : span[1]].strip())


def _clipped(field: str, words: str | None) -> str:
    """Cut a proposal's words to what the column holds; PostgreSQL refuses longer ones."""
    return (words or "")[: longest(Commitment, field)]


def _write_commitments(
    version: DocumentVersion,
    session: int | None,
    found: Sequence[tuple[extraction.Commitment, Sequence[TagProposal]]],
    passages: Mapping[Place, Passage],
) -> None:
    institutions = institutions_named(name for f, tags in found for name in (*f.actors, *f.by))
    rows = [_row(version, session, finding, passages[_place(finding.anchor)]) for finding, tags in found]
    note_new(*Commitment.objects.bulk_create(rows, batch_size=_BATCH))
    Component.objects.bulk_create(
        (part for row in rows for part in proposed_components(row, version.language)), batch_size=_BATCH
    )
    _link(Commitment.actors.through, rows, [f.actors for f, tags in found], institutions)
    _link(Commitment.asked_by.through, rows, [f.by for f, tags in found], institutions)
    _write_topics(rows, [tags for f, tags in found])


def _row(
    version: DocumentVersion, session: int | None, finding: extraction.Commitment, passage: Passage
) -> Commitment:
    deadline = finding.deadline or extraction.Deadline()
    row = Commitment(
        version=version,
        passage=passage,
        session_id=session,
        kind=str(finding.kind),
        strength=str(finding.strength),
        action=finding.action.strip() or passage.exact,
        lead_in=finding.lead_in or "",
        actors_text=_clipped("actors_text", "; ".join(finding.actors)),
        asked_by_text=_clipped("asked_by_text", "; ".join(finding.by)),
        deadline_text=_clipped("deadline_text", deadline.text),
        deadline_date=deadline.date if deadline.date and last_day(deadline.date) else "",
        recurrence=_clipped("recurrence", deadline.recurrence),
        confidence=finding.confidence,
        reason=finding.reason,
        cue=_clipped("cue", finding.cue),
        proposal=proposal_of(finding),
    )
    derive(row, passage.exact)
    return row


def proposal_of(finding: extraction.Commitment) -> dict[str, Any]:
    """Give a finding as plain data, as it is kept beside what people decide."""
    plain = asdict(finding)
    return {**plain, "kind": str(finding.kind), "strength": str(finding.strength)}


def proposed_components(commitment: Commitment, language: str) -> list[Component]:
    """Part a commitment into components, as proposals; one that asks one thing has one, in its own words."""
    parts = components_of(commitment.action, language or None)
    if len(parts) == 1:
        return [Component(commitment=commitment, ordinal=1, words=commitment.action)]
    return [Component(commitment=commitment, ordinal=n, words=words) for n, words in enumerate(parts, 1)]


def _link(
    through: Any,
    rows: Sequence[Commitment],
    names: Sequence[Sequence[str]],
    institutions: Mapping[str, Institution],
) -> None:
    pairs = {
        (row.pk, institutions[name].pk)
        for row, named in zip(rows, names, strict=True)
        for name in named
        if name in institutions
    }
    through.objects.bulk_create(
        (through(commitment_id=row, institution_id=institution) for row, institution in sorted(pairs)),
        batch_size=_BATCH,
    )


def _write_topics(rows: Sequence[Commitment], tags: Sequence[Sequence[TagProposal]]) -> None:
    wanted = {(tag.scheme, tag.code): tag for proposed in tags for tag in proposed}
    topics = _topics(wanted)
    missing = [
        Topic(scheme=tag.scheme, code=tag.code, name_en=tag.name_en, name_es=tag.name_es)
        for key, tag in sorted(wanted.items())
        if key not in topics
    ]
    if missing:
        Topic.objects.bulk_create(missing, ignore_conflicts=True)
        topics = _topics(wanted)
        note_new(*(topics[topic.scheme, topic.code] for topic in missing))
    CommitmentTopic.objects.bulk_create(
        (
            CommitmentTopic(
                commitment=row,
                topic=topics[tag.scheme, tag.code],
                confidence=tag.confidence,
                reason=tag.reason[:300],
            )
            for row, proposed in zip(rows, tags, strict=True)
            for tag in {(t.scheme, t.code): t for t in proposed}.values()
        ),
        batch_size=_BATCH,
    )


def _topics(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Topic]:
    found = Topic.objects.filter(code__in={code for _scheme, code in wanted})
    return {(topic.scheme, topic.code): topic for topic in found}


def _write_look_alikes(
    version: DocumentVersion,
    rejected: Sequence[extraction.Rejected],
    passages: Mapping[Place, Passage],
    carried: Carried,
) -> int:
    rows = [
        LookAlike(
            version=version,
            passage=passages[_place(found.anchor)],
            reason=found.reason,
            rescued_as_id=carried.rescued.get(_place(found.anchor)),
        )
        for found in rejected
        if _place(found.anchor) in passages
    ]
    note_new(*LookAlike.objects.bulk_create(rows, batch_size=_BATCH))
    return len(rows)


def _propose_session(kept: Kept, findings: extraction.Findings) -> SessionProposal:
    """Write what the text says of its meeting; a decision on the version before is kept."""
    proposal = SessionProposal(
        version=kept.version,
        meeting={**asdict(findings.meeting), "anchors": {k: asdict(a) for k, a in findings.meeting.anchors}},
        participants=[asdict(participant) for participant in findings.participants],
    )
    before = SessionProposal.objects.filter(version=kept.previous).first() if kept.previous else None
    if before is not None and before.state != SessionProposal.State.PROPOSED:
        proposal.state, proposal.session = before.state, before.session
        proposal.decided_by, proposal.decided_at = before.decided_by, before.decided_at
    elif before is not None and not before.decisions.exists():
        note_deletion([before])
        before.delete()
    proposal.save()
    note_new(proposal)
    return proposal
