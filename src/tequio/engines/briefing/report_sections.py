"""The sections of a State report that the register can fill; each takes the records and a writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tequio.engines.briefing import sections
from tequio.engines.briefing.facts import Commitment, Name, Quote, World
from tequio.engines.briefing.parts import Block
from tequio.engines.briefing.writer import Writer


@dataclass(frozen=True, slots=True)
class Reported:
    """What a State reports on.

    Args:
        state: its name.
        world: the body as the mechanism, the session reported on, and the recommendations chosen from it.
        on_record: how many recommendations of that session to that State the register holds.
    """

    state: Name
    world: World
    on_record: int


Has = Callable[[Commitment], bool]

_HAS: tuple[tuple[str, Has], ...] = (
    ("rep_has_charge", lambda one: bool(one.in_charge)),
    ("rep_has_action", lambda one: bool(one.actions)),
    ("rep_has_report", lambda one: any(report.is_accepted for report in one.reports)),
    ("rep_has_for", lambda one: bool(one.supporting)),
    ("rep_has_against", lambda one: bool(one.contradicting)),
    ("rep_has_assessment", lambda one: bool(one.assessments)),
    ("rep_has_disagree", lambda one: bool(one.disagree)),
    ("rep_has_nothing", lambda one: one.is_silent),
)
_LACKS: tuple[tuple[str, Has], ...] = (
    ("charge", lambda one: not one.in_charge),
    ("action", lambda one: not one.actions),
    ("report", lambda one: not any(report.is_accepted for report in one.reports)),
    ("evidence", lambda one: not one.evidence),
    ("assessment", lambda one: not one.assessments),
)
_BEARINGS = {
    "supports": "rep_for",
    "contradicts": "rep_against",
    "mixed": "rep_mixed",
    "context": "rep_context",
}


def introduction(reported: Reported, writer: Writer) -> Iterator[Block]:
    """Say who reports to whom on what."""
    world = reported.world
    session = world.sessions[0]
    yield writer.say(
        "rep_intro",
        session.record,
        state=reported.state,
        body=world.mechanism,
        n=writer.counted("recommendations", len(world.commitments)),
        session=session_named(reported, writer),
    )
    if len(world.commitments) < reported.on_record:
        yield writer.say(
            "rep_chosen",
            *(one.record for one in world.commitments),
            all=writer.counted("recommendations", reported.on_record),
            numbers=writer.numbers(world.commitments),
        )


def session_named(reported: Reported, writer: Writer) -> str:
    """Name the session reported on: by its document where that is known, else by edition or date."""
    session = reported.world.sessions[0]
    title = session.record.source.title
    return f"{writer.session(session)} ({title})" if title else writer.session(session)


def positions(reported: Reported, writer: Writer) -> Iterator[Block]:
    """Count what the State answered, each answer with the numbers of its recommendations."""
    by_answer: dict[tuple[Name, str], list[Commitment]] = {}
    for one in reported.world.commitments:
        for position in one.positions[-1:]:
            by_answer.setdefault((position.state, position.answer), []).append(one)
    for (state, answer), its in by_answer.items():
        yield writer.say(
            "rep_answered",
            *(one.positions[-1].record for one in its),
            who=state,
            answer=writer.term(answer),
            n=len(its),
            numbers=writer.numbers(its),
        )
    mute = [one for one in reported.world.commitments if not one.positions]
    if mute:
        cited = [one.record for one in mute]
        yield writer.say("rep_unanswered", *cited, n=len(mute), numbers=writer.numbers(mute))


def overview(reported: Reported, writer: Writer) -> Iterator[Block]:
    """Say of how many recommendations there is what."""
    for key, has in _HAS:
        yield from _with(writer.term(key), [one for one in reported.world.commitments if has(one)], writer)


def missing(reported: Reported, writer: Writer) -> Iterator[Block]:
    """Say of which recommendations the register lacks what."""
    complete = True
    for key, lacks in _LACKS:
        its = [one for one in reported.world.commitments if lacks(one)]
        complete = complete and not its
        yield from _with(writer.term(f"rep_no_{key}"), its, writer)
    if complete:
        yield writer.say("rep_complete", *(one.record for one in reported.world.commitments))


def _with(what: str, its: list[Commitment], writer: Writer) -> Iterator[Block]:
    if its:
        cited = [one.record for one in its]
        yield writer.say("rep_with", *cited, what=what, n=len(its), numbers=writer.numbers(its))


def recommendations(reported: Reported, writer: Writer) -> Iterator[Block]:
    """Take each recommendation: what was asked, answered, done, proved, judged; what is missing."""
    quoted = None
    for one in reported.world.commitments:
        who = writer.names(one.asked_by, one.asked_by_text) or reported.world.mechanism.words(writer.language)
        passage = (who, one.document, one.quote.words)
        if passage == quoted:  # a passage that asks several things is quoted once
            asks = Quote(one.action, one.quote.language)
            yield writer.say("rep_asked_too", one.record, label=writer.numbers([one]), quote=asks)
        else:
            yield writer.say("rep_asked", one.record, label=writer.numbers([one]), who=who, quote=one.quote)
        quoted = passage
        if one.in_charge:
            yield writer.say("in_charge", one.record, level=1, who=writer.names(one.in_charge))
        yield from sections.said_by_states(one, writer)
        for bearing, key in _BEARINGS.items():
            for piece in one.evidence:
                if piece.bearing == bearing:
                    yield sections.proof(piece, writer, key, level=1)
        for inquiry in one.inquiries:
            yield from sections.inquired(inquiry, writer, level=1)
        for assessment in one.assessments:
            yield sections.assessed(assessment, one, writer)
        if one.hidden:
            yield writer.say("hidden", one.record, level=1, n=writer.counted("records", one.hidden))
        lacking = [writer.term(f"rep_lacks_{key}") for key, lacks in _LACKS if lacks(one)]
        if lacking:
            what = ", ".join(lacking)
            yield writer.say("rep_missing", one.record, level=1, what=what)


def civil_society(reported: Reported, writer: Writer) -> Iterator[Block]:
    """Say what civil society handed in and what became of it."""
    yield from sections.civil_society(reported.world, writer)


FILLS: dict[str, Callable[[Reported, Writer], Iterator[Block]]] = {
    "introduction": introduction,
    "positions": positions,
    "overview": overview,
    "recommendations": recommendations,
    "civil_society": civil_society,
    "missing": missing,
}
"""What a template may fill a section with."""
