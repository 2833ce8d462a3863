"""Recommendations that name whom they address and go straight to the verb: "Al Congreso, aprobar …", "To the Ministry: adopt …".

Truth commissions, rapporteurs and seminars list what they ask under the one whom they ask, with no verb of asking.
The sentence opens with the addressee in the dative, perhaps with an aside between commas; what is asked follows in
the infinitive, after "a", or in the subjunctive after "que".
"""

from __future__ import annotations

import re

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.clauses import Clause
from tequio.engines.extraction.subjects import SubjectSort, sort_of

__all__ = ["Address", "read_address"]

# (index of the verb asked, words of the addressee)
Address = tuple[int, str]

_OPENS_ES = re.compile(
    r"\A(?:(?:Asimismo|Además|Igualmente|También|Adicionalmente|Finalmente|Por último)[ ,]+)?A(?:l| la| los| las| tod[oa]s l[oa]s| amb[oa]s| cada un[oa] de l[oa]s)? (?=\S)"
)
_OPENS_EN = re.compile(
    r"\A(?:(?:Also|Further|Furthermore|In addition|Finally)[ ,]+)?(?:To|For) (?:the|all|both|each)? ?(?=\S)"
)
_GOES_ON_ES = re.compile(
    r"\A(?:También|Asimismo|Igualmente|Además|Adicionalmente)(?: se les?)?,? a (?=\w+[aei]r\b)"
)
_ASIDE = Caseless(
    r"\A(?:con |a través|en cabeza|en coordinación|en particular|en especial|por medio|mediante|junto|with |through |in |together |by )"
)
# A sentence that has a verb of its own before the infinitive is another: "A la reunión asistieron …".
_FINITE_ES = re.compile(
    r"(?:[^\W\d_]{2,}(?:aron|ieron|ió|aba|aban|ían|arán|erán|irán)|les?|se|es|son|fue|fueron|está|están|ha|han|había|corresponde[n]?|compete[n]?|toca|preocupan?|interesan?|gustaría|queda|incumbe)\Z"
)
_LONGEST = 70  # tokens between the opening and the verb


def read_address(clause: Clause, goes_on: bool) -> Address | None:
    """Find what is asked of whom in a sentence that opens with its addressee.

    Args:
        clause: the sentence.
        goes_on: whether the sentence before was such a one, so that "También a …" continues it.

    Returns:
        The token index of the verb asked and the addressee's words ("" where the sentence before named it);
        None where the sentence is no such request.
    """
    if goes_on and clause.language == "es" and (match := _GOES_ON_ES.match(clause.words)):
        verb = next((i for i, start in enumerate(clause.starts) if start >= match.end()), None)
        return None if verb is None or clause.tags[verb] != "INF" else (verb, "")
    opening = (_OPENS_ES if clause.language == "es" else _OPENS_EN).match(clause.words)
    if opening is None:
        return None
    first = next((i for i, start in enumerate(clause.starts) if start >= opening.end()), None)
    if first is None:
        return None
    verb = _verb_es(clause, first) if clause.language == "es" else _verb_en(clause, first)
    if verb is None:
        return None
    words = _addressee(clause, first, verb)
    return (
        (verb, words)
        if sort_of(f"los {words}" if clause.language == "es" else words, clause.language) is SubjectSort.ACTOR
        else None
    )


def _verb_es(clause: Clause, first: int) -> int | None:
    for index in range(first + 1, min(len(clause), first + _LONGEST)):
        tag, word, before = clause.tags[index], clause.lower[index], clause.lower[index - 1]
        if tag in ("CUE", "FUT3", "FUT6", "FUT4") and not word.endswith(
            ("ado", "ada", "ados", "adas", "ido", "idas", "idos", "ida")
        ):
            return None
        if tag == "W" and _FINITE_ES.match(word):
            return None
        if tag == "INF" and before not in ("de", "para", "por", "sin", "al", "en", "tras", "hasta"):
            return index
        if tag == "SUB" and before in ("que", "se"):
            return index
    return None


def _verb_en(clause: Clause, first: int) -> int | None:
    for index in range(first + 1, min(len(clause), first + _LONGEST)):
        word, before = clause.lower[index], clause.lower[index - 1]
        if word == ":" and index + 1 < len(clause):
            after = index + 1 + (clause.lower[index + 1] == "to")
            return after if after < len(clause) and clause.tags[after] == "VB" else None
        if clause.tags[index] == "VB" and before == "to" and clause.lower[index - 2] == ",":
            rest = clause.lower[index:]  # "To this end, to improve …, we will …" is no address
            return index if "," not in rest or "we" not in rest else None
        if clause.tags[index] in ("VBD", "VBZ") or word in ("is", "are", "was", "were", "will", "we", "they"):
            return None
    return None


def _addressee(clause: Clause, first: int, verb: int) -> str:
    """Give who is addressed, without asides: "Al Congreso, con el apoyo de la Defensoría," is the Congress."""
    end = verb
    while end > first + 1 and clause.lower[end - 1] in (",", "a", ":", "que", "to", "se"):
        end -= 1
    words = clause.text(first, end)
    parts = re.split(r", ", words)
    kept = [part for index, part in enumerate(parts) if index == 0 or not _ASIDE.match(part)]
    return ", ".join(kept)
