"""List items under a governor: which actions an item holds, and how it begins."""

from __future__ import annotations

import re

from tequio.engines.extraction.clauses import Clause
from tequio.engines.extraction.coordination import split_actions
from tequio.engines.extraction.findings import Kind
from tequio.engines.extraction.kinds import names_activity
from tequio.engines.extraction.lead_ins import Governor
from tequio.engines.extraction.lexicon import AMBIGUOUS_EN
from tequio.engines.extraction.subjects import SubjectSort, sort_of

__all__ = ["asks_in_turn", "begins_as_action", "governed_actions", "label_end"]

_ASKING = frozenset(
    """solicitar recomendar instar exhortar invitar pedir alentar request recommend urge invite encourage call
    ask""".split()
)
_MODALS = frozenset("will would shall should must".split())
# "**Public Health –** Prevent …", "Seguridad: Prevenir …": a short label before what the item says.
_LABEL = re.compile(r"\A[^.;:!?–—]{2,110}?(?::| ?[–—]| -)\s+(?=\S)")


def label_end(words: str) -> int:
    """Give where an item's words begin after its label, 0 where it has none."""
    match = _LABEL.match(words)
    return match.end() if match else 0


def begins_as_action(clause: Clause, start: int = 0) -> bool:
    """Say whether words begin with a bare imperative or an infinitive that is followed by something of its own.

    Args:
        clause: the item's sentence.
        start: index of its first token after a label.
    """
    while start < len(clause) - 1 and (clause.tags[start] == "ADV" or clause.lower[start] in ("-", "•", "*")):
        start += 1
    if start >= len(clause) - 1 or clause.tags[start] not in ("VB", "INF"):
        return False
    after = clause.lower[start + 1]
    if clause.language == "es":
        return after not in (":", ".")
    # "Support Safe Communities", "Plan of action": a title or a noun unless an object follows
    if clause.lower[start] in AMBIGUOUS_EN and after in (
        "of",
        "for",
        "and",
        ".",
        ":",
        "is",
        "are",
        "was",
        "were",
        "has",
        "will",
        "to",
        "from",
        "in",
    ):
        return False
    return after not in (".", ":", "of", "is", "are", "was", "were", "has", "have", "will")


def asks_in_turn(clause: Clause, governor: Governor) -> int | None:
    """Give the verb that an item asks of somebody else ("Solicitar a las autoridades que armonicen …"), or None."""
    first = int(clause.lower[0] in ("to", "a") and len(clause) > 4)
    if governor.kind is Kind.RECOMMENDATION or clause.lemmas[first] not in _ASKING or len(clause) < 4:
        return None
    wanted = ("SUB", "INF") if clause.language == "es" else ("VB",)
    before = ("to", "que", "a", "se", "para")
    that = clause.lower[first + 1 : first + 2] == ("that",)
    if that and clause.language == "en":  # "To request that the Organization design a project"
        return next(
            (
                i
                for i in range(first + 3, min(len(clause), first + 12))
                if clause.tags[i] == "VB" and clause.lower[i - 1] not in ("the", "a", "an", "its", "their")
            ),
            None,
        )
    return next(
        (
            i
            for i in range(first + 2, min(len(clause), first + 24))
            if clause.tags[i] in wanted and clause.lower[i - 1] in before
        ),
        None,
    )


def governed_actions(clause: Clause, governor: Governor) -> list[tuple[int, int, str]]:
    """Find the actions of a list item under a lead-in.

    Returns:
        (start, end, how it begins) for each, in tokens; none where the item does not begin as an undertaking.
    """
    end = len(clause)
    while end > 1 and clause.lower[end - 1] in (".", ";", ",", ":", "and", "y", "or", "o", ")", "e"):
        if clause.lower[end - 1] == ")":
            break
        end -= 1
    start = _past_label(clause, end)
    if start == 0:
        start = _past_marks(clause, end)
    tag = clause.tags[start] if start < end else "W"
    if tag == "VBG" and (pledged := _by_pledging(clause, start, end)) is not None:
        return [(s, e, tag) for s, e in split_actions(clause, pledged, end, "VB")]
    if tag in ("VB", "VBG", "INF", "SUB", "VBP"):
        return [(s, e, tag) for s, e in split_actions(clause, start, end, tag)]
    if governor.words is None and not governor.is_upr and governor.reason != "item-asked":
        return []  # a heading governs only what begins with its verb
    if governor.kind is Kind.RECOMMENDATION:
        return _asked_later(clause, start, end)
    if (said := _said_of_somebody(clause, start, end)) is not None:
        return said
    return _named_or_done(clause, governor, start, end)


def _by_pledging(clause: Clause, start: int, end: int) -> int | None:
    """Give the verb in "Ensuring readiness by pledging to update the plan": the pledge is what is undertaken."""
    for index in range(start + 1, min(end - 3, start + 30)):
        if clause.lower[index] == "by" and clause.lower[index + 1] in ("pledging", "committing", "agreeing"):
            return index + 3 if clause.lower[index + 2] == "to" and clause.tags[index + 3] == "VB" else None
    return None


def _past_label(clause: Clause, end: int) -> int:
    """Give the first token after a label, where an imperative or infinitive follows it; else 0."""
    after = label_end(clause.words)
    if not after:
        return 0
    start = next((i for i, place in enumerate(clause.starts) if place >= after), end)
    if start >= end or not begins_as_action(clause, start):
        return 0
    return start


def _past_marks(clause: Clause, end: int) -> int:
    start = 0
    while (
        start < end
        and (
            clause.lower[start] in ("to", "que", "that", "a", "-", "•", "*", '"', "“", "se", "no")
            or clause.tags[start] == "ADV"
        )
        and clause.lower[start + 1 : start + 2]
    ):
        if clause.lower[start] == "a" and clause.tags[start + 1] not in ("INF",):
            break
        if clause.lower[start] == "se" and clause.tags[start + 1] != "SUB":
            break
        start += 1
    return start


def _said_of_somebody(clause: Clause, start: int, end: int) -> list[tuple[int, int, str]] | None:
    """Read "that New Zealand would move …", "que México presentará …" and the minutes' "Secretariat to circulate …"."""
    if clause.lower[start:end].count("will") > 1:
        return None  # "A will give … and B will train …": each is read by itself
    for index in range(start + 1, min(end - 1, start + 14)):
        word = clause.lower[index]
        if word in (",", ";", ":") or (
            clause.tags[index] in ("VBD", "VBZ") and clause.lower[start] != "that"
        ):
            return None
        subject = clause.text(start, index)
        able = sort_of(subject, clause.language) in (SubjectSort.ACTOR, SubjectSort.EVENT)
        verb = index + 1
        while verb < end and clause.tags[verb] == "ADV":
            verb += 1
        if word in _MODALS and verb < end and clause.tags[verb] == "VB":
            return [(s, e, "that") for s, e in split_actions(clause, verb, end, "VB")] if able else []
        if word == "to" and verb < end and clause.tags[verb] == "VB" and able:
            return [(s, e, "assigned") for s, e in split_actions(clause, verb, end, "VB")]
        if clause.tags[index] in ("FUT3", "FUT6", "SUB") and clause.lower[0] == "que" and able:
            return [(s, e, "that") for s, e in split_actions(clause, index, end, clause.tags[index])]
    return None


def _named_or_done(clause: Clause, governor: Governor, start: int, end: int) -> list[tuple[int, int, str]]:
    """Take an item that names its activity ("creation of …") or, among results, says what was done ("were designated")."""
    if governor.results and clause.language == "en":
        passive = any(
            clause.lower[i] in ("were", "was") and clause.tags[i + 1] == "VBD"
            for i in range(1, min(end - 1, 16))
        )
        if passive and clause.lower[0] not in ("it", "the interest"):
            return [] if clause.lower[:2] == ("the", "interest") else [(0, end, "passive")]
    finite = any(
        w in ("is", "are", "was", "were", "has", "have", "will", "es", "son", "fue", "fueron")
        for w in clause.lower[:18]
    )
    told = any(tag == "VBD" for tag in clause.tags[1:8])
    takes_noun = governor.words is not None and governor.words.rstrip(" *_:<>/u").endswith(
        ("to", "contemplates")
    )
    if not finite and (names_activity(clause.words) or (takes_noun and not told)):
        return [(start, end, "noun")]
    return []


_NEEDED = frozenset(
    """necesario fundamental importante necesaria conveniente preciso indispensable imprescindible menester
    urgente prioritario esencial imperativo""".split()
)


def _asked_later(clause: Clause, start: int, end: int) -> list[tuple[int, int, str]]:
    """Find what is asked in an item that does not begin with its verb ("Necesario ampliar …", "In order to …, ensure …")."""
    form = "INF" if clause.language == "es" else "VB"
    for index in range(start, min(end, start + 40)):
        if clause.tags[index] == form and (
            clause.lower[index - 1] in _NEEDED or clause.lower[index - 1] == ","
        ):
            return [(s, e, "asked") for s, e in split_actions(clause, index, end, form)]
        # "Que se abran espacios …", "Que las universidades incorporen …"
        if clause.lower[0] == "que" and clause.tags[index] == "SUB":
            return [(s, e, "asked") for s, e in split_actions(clause, index, end, "SUB")]
    for index in range(start, min(end, start + 6)):
        if clause.lower[index] in _NEEDED and index + 1 < end:
            return [(index + 1, end, "noun")]
    if names_activity(clause.words[clause.starts[start] :]):
        return [(start, end, "noun")]
    return []
