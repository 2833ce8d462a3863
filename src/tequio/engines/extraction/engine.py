"""The walk through a document: paragraphs, sentences, lists under their lead-ins, and what becomes of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from tequio.engines.extraction import policy_en, policy_es
from tequio.engines.extraction.addressed import read_address
from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.clauses import Clause, read_clause
from tequio.engines.extraction.confidence import estimate
from tequio.engines.extraction.coordination import trim_action
from tequio.engines.extraction.dates import find_dates, told_deadline
from tequio.engines.extraction.findings import (
    Commitment,
    Kind,
    Meeting,
    Participant,
    Rejected,
    Strength,
)
from tequio.engines.extraction.governed import asks_in_turn, begins_as_action, governed_actions, label_end
from tequio.engines.extraction.kinds import concerns_funds, concerns_machinery
from tequio.engines.extraction.lead_ins import (
    AIM,
    ASSIGNING,
    LIST_GOES_ON,
    RECOMMENDING,
    RUNS_ON_LIST,
    TITLE_ITEM,
    Governor,
    follows_up,
    governing_heading,
    governing_sentence,
    upr_states,
)
from tequio.engines.extraction.matches import Context
from tequio.engines.extraction.parties import find_parties
from tequio.engines.extraction.people import People
from tequio.engines.extraction.reasons import say
from tequio.engines.extraction.sentences import guess_language, split_enumeration, split_sentences
from tequio.engines.extraction.subjects import first_actor
from tequio.engines.extraction.undertakings import Reading, Undertaking, Veto, read_sentence
from tequio.text import Flow, Paragraph, Role, Text

__all__ = ["find_commitments", "trace_commitments"]

_MOST_REJECTED = 12
_LONGEST_SENTENCE = 4000  # characters; beyond that it is no sentence and is not looked at


# "Que se abran espacios …", "Que las universidades incorporen …": worded as what is asked, whatever governs it.
_ASKS_ITSELF = Caseless(r"Que (?:se |las? |los? |el )\w|That (?:the|all) \w")
_ASKED_ITEM = Governor(Kind.RECOMMENDATION, Strength.FIRM, None, "item-asked", is_upr=False)
_EXPLORING = frozenset("explore consider explorar considerar evaluar estudiar".split())


@cache
def _triggers(language: str) -> Caseless:
    return Caseless(policy_es.TRIGGERS if language == "es" else policy_en.TRIGGERS)


@dataclass(slots=True)
class _State:
    """What the walk remembers."""

    governor: Governor | None = None
    governed_level: int = 0
    sublist: bool = False  # whether items below the item that governs were read
    headings: tuple[str, ...] = ()
    recommends: bool = False
    recommending: bool = False
    earlier: bool = False
    actor_before: bool = False
    addressing: bool = False
    assigns: bool = False
    itemised: bool = False
    running: bool = False  # whether the paragraph is an item of a list that has no marks
    leads: bool = False  # whether the paragraph before was the lead-in of a list
    over_headings: bool = False  # whether a lead-in governs the lists under several headings
    aim: Governor | None = None  # what a section sets out to do: governs bare imperatives in its lists
    aim_level: int = 0


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence in its place: offsets in the paragraph's flow."""

    paragraph: Paragraph
    flow: Flow
    start: int
    end: int
    language: str
    index: int
    is_last: bool

    @property
    def words(self) -> str:
        return self.flow.words[self.start : self.end]


def find_commitments(
    text: Text, meeting: Meeting, participants: tuple[Participant, ...] = ()
) -> tuple[tuple[Commitment, ...], tuple[Rejected, ...]]:
    """Find what a document undertakes, asks and agrees, and what only looks like it.

    Args:
        text: the document.
        meeting: what is known of the meeting; names the parties behind "we" and "both countries".
        participants: who took part; names the party behind a person.

    Returns:
        The commitments in reading order, and a handful of look-alikes with the reason.
    """
    return _Walk(text, meeting, participants).run()


def trace_commitments(text: Text, meeting: Meeting) -> list[tuple[Commitment, tuple[str, ...], float]]:
    """Find the commitments with what the confidence model sees of each: its features and its cue's prior."""
    walk = _Walk(text, meeting)
    found, _ = walk.run()
    return [(commitment, *trace) for commitment, trace in zip(found, walk.traces, strict=True)]


class _Walk:
    """One pass through a document; short-lived."""

    def __init__(self, text: Text, meeting: Meeting, participants: tuple[Participant, ...] = ()) -> None:
        self.text, self.meeting = text, meeting
        self.people = People(meeting, participants)
        self.state = _State(
            recommends=RECOMMENDING.is_in(text.content), assigns=ASSIGNING.is_in(text.content)
        )
        self.commitments: list[Commitment] = []
        self.traces: list[tuple[tuple[str, ...], float]] = []
        self.rejected: list[tuple[int, Rejected]] = []
        self.before: _Sentence | None = None  # the sentence read last
        self.extended: int = -1  # sub-items before this offset belong to the item before them

    def run(self) -> tuple[tuple[Commitment, ...], tuple[Rejected, ...]]:
        paragraphs = self.text.paragraphs
        in_head = True
        for index, paragraph in enumerate(paragraphs):
            plain = paragraph.role is Role.PARAGRAPH
            if paragraph.role is Role.HEADING or (
                in_head and index < 5 and plain and self._is_headline(paragraph)
            ):
                self._enter_heading(paragraph)
                continue
            short = paragraph.end - paragraph.start < 60  # a date, an address, an author
            in_head = in_head and plain and short and self.text.content[paragraph.end - 1] not in ":;"
            language = self._language(paragraph)
            if paragraph.role is Role.NOTE or language is None or paragraph.start < self.extended:
                continue
            following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
            self._read_paragraph(paragraph, following, paragraphs[index + 1 : index + 12], language)
        best = sorted(self.rejected, key=lambda r: (r[0], r[1].anchor.start))[:_MOST_REJECTED]
        return tuple(self.commitments), tuple(r for _, r in sorted(best, key=lambda r: r[1].anchor.start))

    def _is_headline(self, paragraph: Paragraph) -> bool:
        """Say whether the first paragraph is a headline, which tells in short what the text then says."""
        words = self.text.flow(paragraph.start, min(paragraph.end, paragraph.start + 250)).words
        return len(words) < 200 and words[-1:].isalnum() and len(self.text.paragraphs) > 2

    def _language(self, paragraph: Paragraph) -> str | None:
        document = self.text.language
        language = paragraph.language if paragraph.language in ("en", "es") else document
        if (
            paragraph.language is not None
            and paragraph.language not in ("en", "es")
            and paragraph.end - paragraph.start > 200
        ):
            return None
        return (
            language
            if language in ("en", "es")
            else (None if language else guess_language(self.text.content))
        )

    def _enter_heading(self, paragraph: Paragraph) -> None:
        state = self.state
        words = self.text.flow(paragraph.start, paragraph.end).words
        governor = governing_sentence(words, True, True) if words.endswith(":") else None
        if governor is not None:
            start, end = paragraph.start, paragraph.end
            state.governor = replace(governor, words=self.text.content[start:end], start=start, end=end)
        else:
            title = governing_heading((words,))
            state.over_headings = (
                title is None
                and state.governor is not None
                and (state.over_headings or state.leads)
                and not follows_up((words,))
            )
            if not state.over_headings:
                state.governor = title
        state.recommending = False
        if AIM.match(words) and not follows_up((words,)):
            state.aim = Governor(None, Strength.FIRM, None, "item-heading", said=words.strip(" .:"))
            state.aim_level = paragraph.level
        elif paragraph.level <= state.aim_level:
            state.aim = None

    def _read_paragraph(
        self, paragraph: Paragraph, following: Paragraph | None, ahead: tuple[Paragraph, ...], language: str
    ) -> None:
        state = self.state
        flow = self.text.flow(paragraph.start, paragraph.end)
        state.recommending = state.earlier = state.actor_before = state.addressing = False
        state.running = (
            paragraph.role is Role.PARAGRAPH
            and (state.leads or state.running)
            and state.governor is not None
            and RUNS_ON_LIST.match(flow.words) is not None
        )
        is_item = state.running or paragraph.role in (Role.LIST_ITEM, Role.CELL)
        if (
            is_item
            and TITLE_ITEM.fullmatch(flow.words)
            and (following is None or following.role is Role.PARAGRAPH)
        ):
            return  # "1. Addressing the Root Causes": the title of what the paragraph below says
        spans = split_sentences(flow.words)
        followed = following is not None and following.role is Role.LIST_ITEM
        if (
            not is_item
            and state.governor is not None
            and state.governor.words is not None
            and not LIST_GOES_ON.search(flow.words)
        ):
            state.governor = None
        governor, spans = self._governor_of(paragraph, flow.words, is_item, spans)
        found = len(self.commitments)
        for index, (start, end) in enumerate(spans):
            if end - start > _LONGEST_SENTENCE:
                continue
            sentence = _Sentence(paragraph, flow, start, end, language, index, index == len(spans) - 1)
            state.itemised = index < len(spans) - 1 and flow.words.endswith(":")
            self._read_one(sentence, governor, followed, ahead)
            self.before = sentence
        state.leads = (
            not is_item
            and state.governor is not None
            and state.governor.start >= paragraph.start
            and flow.words.endswith(":")
        )
        if not is_item:
            self._remember_aim(paragraph, flow.words, found)

    def _governor_of(
        self, paragraph: Paragraph, words: str, is_item: bool, spans: list[tuple[int, int]]
    ) -> tuple[Governor | None, list[tuple[int, int]]]:
        """Give what governs a paragraph, and its sentences: a numbered recommendation of a review is one."""
        state = self.state
        if is_item and state.sublist and 0 < paragraph.level <= state.governed_level:
            state.governor, state.sublist = None, False
        state.sublist = state.sublist or (
            state.governor is not None and paragraph.level > state.governed_level > 0
        )
        governor = state.governor if is_item else None
        if is_item and paragraph.number and "." in paragraph.number and (states := upr_states(words)):
            governor = Governor(
                Kind.RECOMMENDATION, Strength.FIRM, None, "upr", said=", ".join(states), is_upr=True
            )  # fmt: skip
            spans = [(spans[0][0], spans[-1][1])]
        if is_item and follows_up(paragraph.headings):
            governor = None
        elif is_item and governor is None:
            governor = _ASKED_ITEM if state.recommends and _ASKS_ITSELF.match(words) else state.aim
        return governor, spans

    def _remember_aim(self, paragraph: Paragraph, words: str, found: int) -> None:
        """Let a paragraph that undertakes something govern bare imperatives in the list after it."""
        state = self.state
        made = [c for c in self.commitments[found:] if c.kind is not Kind.RECOMMENDATION]
        if made:
            lead = made[-1].quote
            start, end = made[-1].anchor.start, made[-1].anchor.end
            subject = made[-1].actors
            state.aim = Governor(
                None, made[-1].strength, lead, "item", subject=" and ".join(subject), start=start, end=end
            )
            state.aim_level = 9
        elif AIM.match(words) and len(words) < 200:
            state.aim, state.aim_level = Governor(None, Strength.FIRM, None, "item-heading", said=words), 9
        elif state.aim_level == 9:
            state.aim = None

    def _read_one(
        self, sentence: _Sentence, governor: Governor | None, followed: bool, ahead: tuple[Paragraph, ...]
    ) -> None:
        words = sentence.words
        if (
            (parts := split_enumeration(sentence.flow.words, sentence.start, sentence.end))
            and (lead := governing_sentence(sentence.flow.words[parts[0][0] : parts[0][1]], True, True))
            and self._read_enumeration(sentence, lead, parts)
        ):
            return
        own = governing_sentence(words, sentence.is_last, followed) or self._address_governs(
            sentence, followed
        )
        if own is not None:
            start, end = sentence.flow.source(sentence.start, sentence.end)
            self.state.governor = replace(
                own, words=self.text.content[start:end], start=start, end=end, subject=self._owing(sentence)
            )
            self.state.governed_level, self.state.sublist = sentence.paragraph.level, False
            self.state.recommending = self.state.recommending or own.kind is Kind.RECOMMENDATION
            if governor is None or followed:
                if self._items_complete(sentence, own, ahead):
                    self.state.governor = None
                    return
                if not (governor is not None and self._covers_questions(sentence, governor, ahead)):
                    return
                self.state.governor = governor
                return
        triggered = _triggers(sentence.language).is_in(words) or self.state.addressing
        if governor is None and not triggered:
            return
        clause = read_clause(words, sentence.language)
        if governor is not None and self._governs(governor, clause, sentence):
            if self._read_governed(sentence, clause, governor):
                return
            if not triggered:
                return
        self._read_free(sentence, clause, governor)

    def _owing(self, sentence: _Sentence) -> str:
        """Give the words that say who owes the items of a list: its lead-in, or where that has no subject, the sentence before."""
        words = sentence.words
        before = self.before
        if before is None or find_parties(words, sentence.language):
            return words
        if first_actor(read_clause(words, sentence.language)):
            return words
        return first_actor(read_clause(before.words, before.language)) or words

    def _address_governs(self, sentence: _Sentence, followed: bool) -> Governor | None:
        """Read "Al Gobierno, garantizar la seguridad a través de:" as the governor of the list after it."""
        words = sentence.words
        if (
            not (sentence.is_last and followed and words.rstrip(" *_").endswith(":"))
            or words[:1] not in "ATF"
        ):
            return None
        clause = read_clause(words, sentence.language)
        address = read_address(clause, self.state.addressing)
        if address is None:
            return None
        self.state.recommends = True
        return Governor(Kind.RECOMMENDATION, Strength.FIRM, words, "item-request", addressee=address[1])

    def _governs(self, governor: Governor, clause: Clause, sentence: _Sentence) -> bool:
        """Say whether a governor reaches a sentence of its item: the first one, and any that begins with its verb."""
        bare = begins_as_action(clause) or self._after_label(clause) is not None
        if governor is self.state.aim:
            return bare
        if clause.lower[0] in ("we", "they", "nosotros"):
            return False  # a whole sentence, which says by itself what it is
        return sentence.index == 0 or bare

    @staticmethod
    def _after_label(clause: Clause) -> int | None:
        place = label_end(clause.words)
        start = next((i for i, s in enumerate(clause.starts) if s >= place), None) if place else None
        return start if start is not None and begins_as_action(clause, start) else None

    def _items_complete(self, sentence: _Sentence, own: Governor, ahead: tuple[Paragraph, ...]) -> bool:
        """Take "The report should provide analysis on: • areas of reform; • costs" as one undertaking.

        The items are objects of the sentence's own verb; where one of them begins as an undertaking, the sentence
        only governs them.
        """
        last = None
        for paragraph in ahead:
            if paragraph.role is not Role.LIST_ITEM:
                break
            words = self.text.flow(paragraph.start, min(paragraph.end, paragraph.start + 400)).words
            item = read_clause(words, sentence.language)
            if governed_actions(item, own) or _triggers(sentence.language).search(words[:60]):
                return False
            last = paragraph
        if last is None:
            return False
        clause = read_clause(sentence.words, sentence.language)
        reading = read_sentence(clause, self._context())
        for found in reading.undertakings:
            self._add(sentence, found, None, end=last.end)
        if reading.undertakings:
            self.extended = last.end
        return bool(reading.undertakings)

    def _context(self) -> Context:
        state = self.state
        return Context(
            state.recommends, state.recommending, state.earlier, state.actor_before,
            assigns=state.assigns, addressing=state.addressing, itemised=state.itemised,
        )  # fmt: skip

    def _covers_questions(
        self, sentence: _Sentence, governor: Governor, ahead: tuple[Paragraph, ...]
    ) -> bool:
        """Take an item whose sub-items only complete it ("es necesario aclarar: a. Si …") as one undertaking."""
        level, last = sentence.paragraph.level, None
        for paragraph in ahead:
            if paragraph.role is not Role.LIST_ITEM or paragraph.level <= level:
                break
            first = self.text.content[paragraph.start : paragraph.end].split(None, 1)[0].lower()
            if first not in (
                "si",
                "sobre",
                "whether",
                "how",
                "cuál",
                "cuáles",
                "qué",
                "cómo",
                "what",
                "which",
            ):
                return False
            last = paragraph
        if last is None:
            return False
        clause = read_clause(sentence.words, sentence.language)
        verb = next((i for i, tag in enumerate(clause.tags) if tag in ("INF", "VB")), None)
        if verb is None:
            return False
        action = trim_action(clause, verb, len(clause) - 1)
        item = Undertaking(
            "lead-in", governor.kind, governor.strength, action, action, reason="", features=("cue=lead-in",)
        )
        self._add(sentence, item, governor, end=last.end)
        self.extended = last.end
        return True

    def _read_enumeration(
        self, sentence: _Sentence, lead: Governor, parts: tuple[tuple[int, int], list[tuple[int, int]]]
    ) -> bool:
        """Read "recomienda al Estado parte que: a) …; b) …" inside one sentence; says whether every part was taken."""
        start, end = sentence.flow.source(*parts[0])
        lead = replace(lead, words=self.text.content[start:end], start=start, end=end)
        if lead.kind is not Kind.RECOMMENDATION:
            return False
        taken = False
        for part in parts[1]:
            piece = replace(sentence, start=part[0], end=part[1])
            taken = self._read_governed(piece, read_clause(piece.words, piece.language), lead) or taken
        return taken

    def _read_governed(self, sentence: _Sentence, clause: Clause, governor: Governor) -> bool:
        """Read a list item under its lead-in; False where it does not begin as an undertaking."""
        if (asked := asks_in_turn(clause, governor)) is not None:
            stop = len(clause) - (clause.lower[-1] in (".", ";"))
            action = trim_action(clause, asked, max(stop, asked + 1))
            features = ("cue=lead-in", "begins=request")
            self._add(
                sentence,
                Undertaking("lead-in", Kind.RECOMMENDATION, Strength.FIRM, action, action, features=features),
                governor,
            )
            return True
        items = governed_actions(clause, governor)
        for start, end, how in items:
            action = trim_action(clause, start, end)
            soft = clause.lemmas[start] in _EXPLORING or clause.words.lower().startswith(
                ("explorar", "considerar")
            )
            assigned = clause.text(0, start - 1).removesuffix(" to") if how == "assigned" else ""
            self._add(
                sentence,
                Undertaking(
                    "lead-in", governor.kind, Strength.SOFT if soft else governor.strength, action,
                    (clause.starts[start], clause.end(min(end, len(clause)) - 1)), subject=assigned,
                    features=("cue=lead-in", f"begins={how}"),
                ),
                governor,
            )  # fmt: skip
        return bool(items)

    def _read_free(self, sentence: _Sentence, clause: Clause, governor: Governor | None) -> None:
        state = self.state
        if self._tells_of_earlier(sentence, clause):
            state.earlier = True
        elif (
            sentence.index
            and state.earlier
            and not re.match(r"(?:The|They|These|Los|Las|Ellos|Estos)\b", clause.words)
        ):
            state.earlier = False
        reading = read_sentence(clause, self._context())
        # only a Spanish sentence can leave its subject to the one before
        state.actor_before = sentence.language == "es" and (
            any("subject=actor" in u.features for u in reading.undertakings)
            or bool(find_parties(clause.words[:80], sentence.language))
        )
        state.addressing = any(u.cue == "addressed" for u in reading.undertakings)
        state.recommends = state.recommends or state.addressing
        for item in reading.undertakings:
            self._add(sentence, item, governor if item.cue == "lead-in" else None)
            state.recommending = state.recommending or item.kind is Kind.RECOMMENDATION
        if not reading.undertakings and reading.vetoes:
            self._reject(sentence, reading)

    def _tells_of_earlier(self, sentence: _Sentence, clause: Clause) -> bool:
        """Say whether the sentence opens with another meeting than the document's own, held before it."""
        opening = re.match(
            r"(?:At|During|In|On|Since|Back in|En|Durante|Desde|El (?=\d))\b[^,]{5,90}(?:, \d{4})?,",
            clause.words,
        )
        own = self.meeting.date_start
        if opening is None or not own:
            return False
        dated = re.match(r"(?:On|In|Since|Back in|En|Desde|El) [^,]{0,24}\d{4},", opening.group())
        if not dated and not re.search(
            r"Summit|Meeting|Conference|Cumbre|Reunión|visit", opening.group(), re.IGNORECASE
        ):
            return False
        for mention in find_dates(clause.words[: opening.end() + 8]):
            first = mention.first
            if first.year is None and first.month is not None and len(own) >= 7:
                return f"{first.month:02d}" != own[5:7] and "which" not in opening.group()
            if first.year is not None:
                iso = f"{first.year:04d}" + (f"-{first.month:02d}" if first.month else "")
                return iso < own[: len(iso)]
        return False

    def _reject(self, sentence: _Sentence, reading: Reading) -> None:
        veto: Veto = min(reading.vetoes, key=lambda v: v.rank)
        start, end = sentence.flow.source(sentence.start, sentence.end)
        anchor = self.text.anchor(start, end)
        self.rejected.append(
            (veto.rank, Rejected(self.text.content[start:end], veto.reason, anchor, veto.cue))
        )

    def _add(
        self, sentence: _Sentence, item: Undertaking, governor: Governor | None, end: int | None = None
    ) -> None:
        text, flow = self.text, sentence.flow
        quote = flow.source(sentence.start, sentence.end)
        quote = (quote[0], end or quote[1])
        first, last = sentence.start + item.action[0], sentence.start + item.action[1]
        if last <= first:
            return
        place = flow.source(first, last)
        words = flow.words[first:last]
        governs = governor is not None and item.cue == "lead-in"
        kind = item.kind or (
            Kind.AGREEMENT
            if item.cue == "en.accept"
            or concerns_machinery(words, item.subject)
            or (governs and concerns_funds(words))
            else Kind.COMMITMENT
        )
        lead = " ".join(governor.words.split()) if governor is not None and governor.words else None
        reason = item.reason or (
            say(governor.reason, sentence.language, lead=_short(governor.said or lead or ""))
            if governor is not None
            else ""
        )
        features = (*item.features, f"kind={kind.value}", f"language={sentence.language}")
        actors, by = self.people.of(sentence.words, item, governor, kind, sentence.language)
        self.traces.append((features, item.prior))
        self.commitments.append(
            Commitment(
                kind=kind,
                quote=text.content[quote[0] : quote[1]],
                action=text.content[place[0] : place[1]],
                anchor=text.anchor(*quote),
                action_anchor=text.anchor(*place),
                actors=actors,
                by=by,
                deadline=told_deadline(
                    flow.words[sentence.start + item.whole[0] : sentence.start + item.whole[1]],
                    sentence.language,
                ),
                strength=item.strength,
                lead_in=governor.words if governor is not None else None,
                confidence=estimate(features, item.prior),
                reason=reason,
                cue=item.cue,
            )
        )


def _short(words: str) -> str:
    return words if len(words) <= 90 else words[:87].rsplit(" ", 1)[0] + " …"
