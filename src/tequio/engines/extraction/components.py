"""An action taken apart into what can be verified one by one: "ratify X, amend Y and train Z" is three.

Cautious on purpose: an action is parted only where a verb of the same form as its first follows a comma or
conjunction and brings an object of its own. "Prevent, investigate and punish torture" has one object, and is
one. What follows a purpose or a relative clause is left with it: whose verbs those are, nobody can tell
without understanding the sentence. A person confirms the parts.
"""

from __future__ import annotations

from tequio.engines.extraction.clauses import Clause, read_clause
from tequio.engines.extraction.lexicon import AMBIGUOUS_EN

__all__ = ["split_components"]

MOST = 12
_FORMS = ("VB", "VBG", "INF", "GER", "SUB")
_JOINERS = frozenset({",", ";", "and", "y", "e"})
_INFINITIVE_MARKS = frozenset({"to", "a"})  # "… and to train", "… y a capacitar"
# After a verb these show that it has no object of its own.
_NO_OBJECT = _JOINERS.union(
    (".", ":", "or", "o", "u", "of", "de", "del", "in", "en", "on", "by", "por", "with", "con"),
    ("for", "para", "that", "which", "que"),
)
# From here on a verb may belong to what stands before it.
_DEEPER = frozenset(
    (
        *("to", "that", "which", "who", "whose", "where", "by"),
        *("para", "que", "quien", "quienes", "cuyo", "cuya", "donde", "mediante"),
    )
)
_DETERMINERS = frozenset(
    (
        *("the", "a", "an", "its", "their", "our", "his", "her", "this", "these", "those"),
        *("all", "any", "each", "every", "such", "no", "more"),
    )
)


def split_components(action: str, language: str | None) -> tuple[str, ...]:
    """Part an action into components.

    Args:
        action: a verb phrase, as a finding gives it; line ends are read as spaces.
        language: "en" or "es"; in another one nothing is parted.

    Returns:
        The components in order, verbatim apart from line ends; the action alone where it asks one thing.
    """
    words = " ".join(action.split())
    if language not in ("en", "es") or not words:
        return (words,)
    clause = read_clause(words, language)
    first = next((i for i, tag in enumerate(clause.tags[:4]) if tag in _FORMS), None)
    if first is None:
        return (words,)
    starts = _starts(clause, first)
    if not 1 < len(starts) <= MOST:
        return (words,)
    ends = [*(_before(clause, start) for start in starts[1:]), len(words)]
    begins = [0, *(clause.starts[start] for start in starts[1:])]
    return tuple(words[begin:end].strip(" ,;.") for begin, end in zip(begins, ends, strict=True))


def _starts(clause: Clause, first: int) -> list[int]:
    """Give the tokens with which components begin."""
    starts, has_object, is_deeper = [first], False, False
    for index in range(first + 1, len(clause.tags)):
        word = clause.lower[index]
        if clause.tags[index] == clause.tags[first] and _follows_joiner(clause, index):
            if has_object and not is_deeper and _has_object(clause, index):
                starts.append(index)
                has_object = False
        elif word == ";":
            is_deeper = False
        elif word in _INFINITIVE_MARKS and clause.lower[index - 1] in _JOINERS:
            continue
        elif word in _DEEPER:
            is_deeper = True
        elif word not in _JOINERS and clause.tags[index] != "ADV":
            has_object = True
    return starts


def _follows_joiner(clause: Clause, index: int) -> bool:
    before = index - 1
    while before > 0 and (clause.tags[before] == "ADV" or clause.lower[before] in _INFINITIVE_MARKS):
        before -= 1
    return clause.lower[before] in _JOINERS


def _has_object(clause: Clause, index: int) -> bool:
    after = index + 1
    while after < len(clause.tags) and clause.tags[after] == "ADV":
        after += 1
    if after >= len(clause.tags) or clause.lower[after] in _NO_OBJECT:
        return False
    if clause.language == "en" and clause.lower[index] in AMBIGUOUS_EN:
        following = clause.doc[after].text
        return following.lower() in _DETERMINERS or following.endswith("s") or following[:1].isupper()
    return True


def _before(clause: Clause, start: int) -> int:
    """Give the end of what stands before a component, its joiners left out."""
    at = start
    while at > 1 and (clause.lower[at - 1] in _JOINERS | _INFINITIVE_MARKS or clause.tags[at - 1] == "ADV"):
        at -= 1
    return clause.starts[at - 1] + len(clause.doc[at - 1].text)
