"""The sections of a brief: each takes the records and a writer and gives its blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from tequio.engines.briefing import wording
from tequio.engines.briefing.facts import (
    Assessment,
    Commitment,
    Demand,
    Due,
    Evidence,
    Inquiry,
    Kind,
    Name,
    NextSession,
    Quote,
    World,
)
from tequio.engines.briefing.parts import Block, Heading, Run, Sentence, Sides
from tequio.engines.briefing.writer import Slot, Writer
from tequio.text import fold

# What falls due is listed so far ahead where nobody knows when the session will be.
DAYS_AHEAD = 180
_KINDS = ("commitment", "recommendation", "agreement")


def agreed(world: World, writer: Writer) -> Iterator[Block]:
    """List what was agreed in each session, in the source's words; one passage stands once."""
    by_session, alike = _by_session(world), _alike(world)
    for session in reversed(world.sessions):
        where = writer.term("at_place", place=session.place) if session.place else ""
        when = (
            writer.term("dated", when=writer.partial(session.starts))
            if session.edition and session.starts
            else ""
        )
        name = writer.session(session)
        yield Heading(f"{name[:1].upper()}{name[1:]}{when}{where}")
        its = by_session.get(session.record.number, [])
        if not its:
            yield writer.say("session_empty", session.record)
            continue
        counts = Counter(one.kind for one in its)
        kinds = [writer.counted(kind, counts[kind]) for kind in _KINDS if counts[kind]]
        yield writer.say(
            "session",
            session.record,
            kinds=wording.listed(kinds, writer.language),
        )
        for _same, group in groupby(
            its, key=lambda one: (one.quote.words, _how(one, writer), _who(one, writer))
        ):
            same = list(group)
            who = _who(same[0], writer)
            yield writer.say(
                "agreed" if who else "agreed_unnamed",
                *(one.record for one in same),
                level=1,
                label=writer.numbers(same),
                quote=same[0].quote,
                how=_how(same[0], writer),
                **({"who": who} if who else {}),
            )
            yield from _told(same, writer)
            yield from _perhaps(same, alike, writer)


def _told(same: Sequence[Commitment], writer: Writer) -> Iterator[Sentence]:
    """Say in which other passages of the session it stands, each in its own words and cited."""
    plain = fold(same[0].quote.words)
    by_words: dict[str, list[Commitment]] = {}
    for other in (telling for one in same for telling in one.tellings):
        by_words.setdefault(fold(other.quote.words), []).append(other)
    for words, others in sorted(by_words.items(), key=lambda item: item[0] != plain):
        key = "told_same" if words == plain else "told_also"
        cited = [other.record for other in others]
        numbers = writer.numbers(others)
        yield writer.say(key, *cited, level=1, numbers=numbers, quote=others[0].quote)


def _alike(world: World) -> dict[int, list[Commitment]]:
    """Give what a proposed group holds of a session, by the number of the first; more than one document."""
    proposed: dict[tuple[int, int | None], dict[int, Commitment]] = {}
    for promise in world.commitments:
        for one in (promise, *promise.tellings):
            if one.demand is Demand.PROPOSED:
                proposed.setdefault((one.session, one.group), {}).setdefault(promise.number, one)
    return {
        next(iter(its)): rest
        for its in proposed.values()
        for first, *others in (its.values(),)
        if (rest := [one for one in others if one.document != first.document])
    }


def _perhaps(
    same: Sequence[Commitment], alike: dict[int, list[Commitment]], writer: Writer
) -> Iterator[Sentence]:
    """Say what a group that nobody has confirmed takes for the same."""
    others = {other.number: other for one in same for other in alike.get(one.number, [])}
    if others:
        cited = [other.record for other in others.values()]
        yield writer.say("told_perhaps", *cited, level=1, numbers=writer.numbers(others))


def _by_session(world: World) -> dict[int, list[Commitment]]:
    found: dict[int, list[Commitment]] = {}
    for one in world.commitments:
        found.setdefault(one.session, []).append(one)
    return found


def _who(one: Commitment, writer: Writer) -> str:
    owes = writer.names(one.actors, one.actors_text)
    asks = writer.names(one.asked_by, one.asked_by_text)
    return f"{asks} → {owes}" if asks and owes else asks or owes


def _how(one: Commitment, writer: Writer) -> str:
    words = [writer.term(one.kind), writer.term(one.strength)]
    if one.due_on or (one.deadline_text and not one.recurrence):
        when = one.deadline_text or writer.day(one.due_on or date.min)
        words.append(writer.term("deadline", words=" ".join(when.split()).strip(" .,;")))
    if one.recurrence:
        words.append(writer.term("recurs", words=one.recurrence.words(writer.language)))
    return "; ".join(words)


def state(world: World, writer: Writer) -> Iterator[Block]:
    """Say how each stands, each source of what is known in a sentence of its own."""
    for one in world.commitments:
        if one.is_silent:
            continue
        yield writer.say("named", *one.records, label=writer.numbers([one]), quote=writer.naming(one))
        if one.in_charge:
            yield writer.say("in_charge", one.record, level=1, who=writer.names(one.in_charge))
        yield from said_by_states(one, writer)
        for assessment in one.assessments:
            yield assessed(assessment, one, writer)
        if one.hidden:
            yield writer.say("hidden", one.record, level=1, n=writer.counted("records", one.hidden))


def said_by_states(one: Commitment, writer: Writer) -> Iterator[Sentence]:
    """Say what the State answered, what its institutions report, and what they do."""
    for position in one.positions:
        given = f", {writer.partial(position.given_on)}" if position.given_on else ""
        known: dict[str, Slot] = {"who": position.state, "on": given}
        known["answer"] = writer.term(position.answer)
        if position.words:
            known["quote"] = position.words
        key = "position_words" if position.words else "position"
        yield writer.fill(key, (position.record,), known, level=1)
    for report in one.reports:
        yield writer.say(
            "report",
            report.record,
            level=1,
            who=report.institution,
            first=report.first,
            last=report.last,
            state="" if report.is_accepted else writer.term("not_accepted"),
            quote=report.words,
        )
    for action in one.actions:
        yield writer.say(
            "action",
            action.record,
            level=1,
            who=action.institution,
            status=writer.term(action.status),
            quote=action.title,
        )


def assessed(assessment: Assessment, one: Commitment, writer: Writer) -> Sentence:
    """Say what one assessor concludes, in the words of its scale."""
    parts = {(other.record.about, other.component) for other in one.assessments}
    measure = f", {assessment.measure}" if assessment.measure else ""
    if len(parts) > 1:
        number = assessment.record.about or one.number
        measure += f", {writer.term('component', n=f'{number}.{assessment.component}')}"
    return writer.say(
        "assessment",
        assessment.record,
        level=1,
        who=assessment.assessor,
        on=assessment.on,
        value=Quote(assessment.value.words(writer.language), writer.language),
        scale=assessment.scale,
        measure=measure,
        confidence=writer.term(assessment.confidence),
        quote=assessment.rationale,
    )


def views(assessments: Sequence[Assessment], writer: Writer) -> tuple[Run, ...]:
    """Join what assessors say: "A says “x” (scale) and B says “y” (scale)"."""
    runs: list[Run] = []
    for at, one in enumerate(assessments):
        if at:
            is_last = at == len(assessments) - 1
            # Spanish turns "y" into "e" before the sound of an i.
            runs.append(
                Run(wording.link(one.assessor.words(writer.language), writer.language) if is_last else ", ")
            )
        value = Quote(one.value.words(writer.language), writer.language)
        runs += writer.runs("view", who=one.assessor, value=value, scale=one.scale)
    return tuple(runs)


def contradictions(world: World, writer: Writer) -> Iterator[Block]:
    """Set what speaks for and against each side by side, and what assessors differ on."""
    for one in world.commitments:
        if not (one.contradicting or one.disagree):
            continue
        yield writer.say("named", *one.records, label=writer.numbers([one]), quote=writer.naming(one))
        if one.contradicting:
            favour = [
                writer.say("reported", report.record, who=report.institution, quote=report.words)
                for report in one.reports
            ]
            favour += [proof(piece, writer) for piece in one.supporting]
            against = tuple(proof(piece, writer) for piece in one.contradicting)
            favour = favour or [writer.say("nothing_for", one.record)]
            yield Sides((writer.term("for"), writer.term("against")), (tuple(favour), against))
        if one.disagree:
            cited = [assessment.record for assessment in one.disagree]
            yield writer.say("disagree", *cited, level=1, views=views(one.disagree, writer))


def proof(piece: Evidence, writer: Writer, key: str = "proof", level: int = 0) -> Sentence:
    """Say what a piece of evidence says, and according to whom."""
    by = writer.term("given_by", who=piece.given_by.words(writer.language)) if piece.given_by else ""
    if piece.dated:
        by += writer.term("dated", when=writer.partial(piece.dated))
    words = piece.finding.words.strip()
    quote = Quote(words.rstrip(".") if by else words, piece.finding.language)
    return writer.say(key, piece.record, level=level, quote=quote, by=by)


def silence(world: World, writer: Writer) -> Iterator[Block]:
    """Say who was asked and did not answer, and of what nobody has said anything."""
    for one in world.commitments:
        for inquiry in one.inquiries:
            yield from inquired(inquiry, writer)
    for key, is_so in (
        ("nobody_told", lambda one: one.is_silent),
        ("nobody_in_charge", lambda one: not one.in_charge and not one.is_silent),
    ):
        yield from _lacking(world, writer, key, is_so)


def inquired(inquiry: Inquiry, writer: Writer, level: int = 0) -> Iterator[Sentence]:
    """Say what authorities were asked, and who did not answer."""
    yield writer.say(
        "inquiry",
        inquiry.record,
        level=level,
        on=inquiry.asked_on,
        quote=inquiry.question,
        asked=writer.counted("authorities", inquiry.asked),
        answered=inquiry.answered,
        mute=inquiry.asked - inquiry.answered,
    )
    if inquiry.silent:
        yield writer.say("inquiry_silent", inquiry.record, level=1, who=writer.names(inquiry.silent))


def _lacking(
    world: World, writer: Writer, key: str, is_so: Callable[[Commitment], bool]
) -> Iterator[Sentence]:
    by_session = _by_session(world)
    for session in reversed(world.sessions):
        its = [one for one in by_session.get(session.record.number, []) if is_so(one)]
        if its:
            cited = [record for one in its for record in one.records]
            yield writer.say(key, *cited, session=writer.session(session), numbers=writer.numbers(its))


def civil_society(world: World, writer: Writer) -> Iterator[Block]:
    """Say what civil society asked and what became of it; only what may be published is handed in."""
    for one in world.submissions:
        yield writer.say(
            "submission",
            one.record,
            on=one.received_on,
            who=one.sender or Name(*wording.TERMS["unnamed_sender"]),
            kind=writer.term(f"sub_{one.kind}"),
            title=one.title,
            quote=one.words,
        )
        known = {"state": writer.term(one.state)}
        if one.outcome:
            yield writer.say("submission_outcome", one.record, level=1, quote=Quote(one.outcome), **known)
        else:
            yield writer.say("submission_state", one.record, level=1, **known)


def related(world: World, writer: Writer) -> Iterator[Block]:
    """List what other mechanisms asked or agreed, with the answers: the same demand, then subjects."""
    for one in world.related:
        asked = one.commitment
        by = writer.names(asked.asked_by, asked.asked_by_text)
        where = one.mechanism.words(writer.language) if one.mechanism else ""
        yield writer.say(
            "related",
            *asked.records,
            label=writer.numbers([asked]),
            by=writer.term("in_mechanism", who=by, where=where) if by and where else by or where,
            made=writer.term("dated", when=writer.partial(one.made)) if one.made else "",
            quote=asked.quote,
        )
        if one.demand is not Demand.NONE:
            yield writer.say(
                "same_demand",
                asked.record,
                *one.with_commitments,
                level=1,
                numbers=writer.numbers([record.number for record in one.with_commitments]),
                sure=writer.term(f"demand_{one.demand}"),
            )
        if one.shared:
            yield writer.say(
                "shared",
                asked.record,
                *one.with_commitments,
                level=1,
                topics=writer.names(one.shared),
                numbers=writer.numbers([record.number for record in one.with_commitments]),
            )
        yield from said_by_states(asked, writer)


def due(world: World, writer: Writer) -> Iterator[Block]:
    """Say when the session is due, what is overdue, and what falls due before it."""
    if world.next is not None and world.next.period:
        yield next_session(world.next, world.today, writer)
    overdue, coming = before_session(world)
    for key, its in (("overdue", overdue), ("coming", coming)):
        if its:
            yield Heading(writer.term(key))
            for one in its:
                yield _owed(one, world, writer)


def next_session(following: NextSession, today: date, writer: Writer) -> Sentence:
    """Say what is known of the session to come."""
    is_past = following.last_day is not None and following.last_day < today
    period = writer.period(following)
    if not following.is_announced:
        key = "expected_overdue" if is_past else "expected_coming"
        return writer.say(key, following.record, period=period)
    place = f", {following.place}" if following.place else ""
    if following.last_day is None:
        return writer.say("next_known", following.record, period=period, place=place)
    if is_past:
        return writer.say("next_overdue", following.record, period=period, place=place)
    return writer.say("next_coming", following.record, period=period, place=place, last=following.last_day)


def before_session(world: World) -> tuple[list[Due], list[Due]]:
    """Part what falls due into what is overdue and what comes before the session."""
    last = world.next.last_day if world.next else None
    horizon = last if last and last >= world.today else world.today + timedelta(days=DAYS_AHEAD)
    overdue = [one for one in world.due if one.on < world.today]
    coming = [one for one in world.due if world.today <= one.on <= horizon]
    return overdue, coming


def _owed(one: Due, world: World, writer: Writer) -> Sentence:
    about = one.record.number if one.record.kind is Kind.COMMITMENT else one.record.about
    named = next((c for c in world.commitments if about in c.numbers), None)
    who = one.institution.words(writer.language) if one.institution else writer.term("whoever")
    label = writer.numbers([named or about]) if about is not None else ""
    if one.kind == "report" and one.first and one.last:
        return writer.say(
            "due_report",
            one.record,
            level=1,
            on=one.on,
            who=who,
            numbers=label,
            first=one.first,
            last=one.last,
        )
    if one.kind == "deadline" and named:
        return writer.say(
            "due_deadline",
            one.record,
            *named.records,
            level=1,
            on=one.on,
            numbers=label,
            quote=writer.naming(named),
        )
    if one.record.kind is Kind.DUTY and one.kind == "session":
        return writer.say("due_session", one.record, level=1, on=one.on)
    return writer.say("due_reply", one.record, level=1, on=one.on, who=who, numbers=label)
