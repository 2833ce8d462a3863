"""Persons named in a passage: where a name begins and ends, and the post that stands beside it.

No list of names is used. A name is a run of capitalised words that is left when titles, posts, bodies
and places are taken off; what tells these apart is the vocabulary in `person_words.txt`,
the words around the run, and whether the document writes the same word in lower case elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tequio.engines.extraction.caseless import Caseless
from tequio.engines.extraction.parties import find_parties


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    """Read `person_words.txt`: section -> words."""
    lists: dict[str, set[str]] = {}
    section = ""
    text = (
        resources.files("tequio.engines.extraction").joinpath("person_words.txt").read_text(encoding="utf-8")
    )
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            lists.setdefault(section, set()).update(line.split())
    return {name: frozenset(words) for name, words in lists.items()}


HONORIFICS = _word_lists()["honorifics"]
POSTS = _word_lists()["posts"]
_ABBREVIATED = _word_lists()["abbreviated titles"]
_TERMS = _word_lists()["terms"]
_ALSO_FAMILY_NAMES = _word_lists()["also family names"]
_ALSO_GIVEN_NAMES = _word_lists()["also given names"]
_SUFFIX_OF_A_TERM = re.compile(
    r"(?:tions?|ments?|ities|ity|ness|isms?|ances?|ences|ships?|ologies|ology|ural|ational|ciones|ción"
    r"|dades|[eilr]dad"
    r"|(?<!^sar)mientos?|ologías?|ísticas?|áticas?|icaciones|[tcs]iv[oa]s|(?:ion|oci|ent|ur|ater|eder|at|cip|isc|tor|bor|ner|eci|lob|mas|eri|nci|tri)ales)$"
)
# "vicecanciller", "subprocuradora", "ex-minister": a post with a prefix.
_PREFIXED = re.compile(r"(?:vice|sub|ex|co|pro)-?(\w{4,})$")
# The article of an Arabic family name: "al-Sayed".
_ARTICLE = r"(?:(?:al|el|an|ar|as|ash|at|ad|az)-)?"
# Initials such as "O." or "R."; a capitalised word with inner hyphens or apostrophes; a word in capitals.
_TOKEN = (
    r"(?:[A-ZÁÉÍÓÚÜÑÇÖÄÅÀÈÂÊÔÃÕŠŽČĆŞİ](?:\.(?:\s?[A-Z]\.)*"
    r"|(?:[’'][A-ZÁÉÍÓÚÑ])?[a-záéíóúüñçöäåàèâêôãõšžčćğışøæßëïîûùł]*"
    r"(?:[-‑’'][A-ZÁÉÍÓÚÑÖÄÅ]?[a-záéíóúüñçöäåàèâêôãõšžčćğışøæßëïîûùł]+)*"
    r"|[A-ZÁÉÍÓÚÜÑÇÖ]+(?:[-’'][A-ZÁÉÍÓÚÜÑ]+)*(?!\w)))"
)
_PARTICLE = r"(?:de la|de las|de los|de|del|da|das|do|dos|di|du|van der|van den|van|von|bin|ibn|al|el|la)"
_CAPITAL_PARTICLES = frozenset("de del la las los van von der di da dos du al el".split())
_TITLE_STOP = (
    r"(?i:(?<=\bMr)|(?<=\bMs)|(?<=\bDr)|(?<=\bSr)|(?<=\bJr)|(?<=\bMrs)|(?<=\bDra)|(?<=\bSra)|(?<=\bGen)|(?<=\bAlm)|(?<=\bLt)|(?<=\bMaj)|(?<=\bBrig)|(?<=\bCmdr)|(?<=\bGral)|(?<=\bCnel)|(?<=\bAlmte)"
    r"|(?<=\bAdm)"
    r"|(?<=\bSen)|(?<=\bHon)|(?<=\bCol)|(?<=\bLic)|(?<=\bIng)|(?<=\bAmb)|(?<=\bDip)|(?<=\bMtro)|(?<=\bMtra)|(?<=\bProf)|(?<=\bCapt)"
    r"|(?<=U\.S)|(?<=H\.E))\."
)
_RUN = re.compile(
    rf"(?<![\w.])(?:{_TOKEN}(?:{_TITLE_STOP})?)"
    rf"(?: (?:{_PARTICLE} )?{_ARTICLE}{_TOKEN}(?:{_TITLE_STOP})?){{0,11}}(?!\w)"
)
_WORD = re.compile(r"[^\s]+")
_POSTNOMINAL = re.compile(r"^(?:MP|AM|AO|AC|QC|KC|CBE|OBE|MBE|CMG|PhD|MEP|SC)$")
_NOT_BEFORE_A_NAME = Caseless(
    r"(?:\b(?:of|for|in|on|at|to|the|into|from|under|through|its|their|our|against|del|en|para|las|los|la"
    r"|el|sobre"
    r"|contra|desde|entre|hacia|su|sus)|[#@])\s?$"
)
# "in Chetumal, Quintana Roo": what follows a place is no person.
_AFTER_A_PLACE = re.compile(r"\b(?:in|at|en|ciudad de|city of) (?:[A-ZÁÉÍÓÚ][\wáéíóúñ]+ ?){1,3}, $")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in a passage.

    Args:
        start: first character of the name itself, an offset into the passage.
        end: one past the last.
        words: the name without titles; "Ruddock" where only the family name stands.
        lead: where the titles and the post directly before the name begin; `start` if there are none.
        title: the words from `lead` to `start`.
    """

    start: int
    end: int
    words: str
    lead: int
    title: str

    @property
    def is_full(self) -> bool:
        """Whether it has more than a family name."""
        return " " in self.words


def _bare(token: str) -> str:
    return token.strip(".,;:’'()").lower()


def _is_abbreviated(token: str) -> bool:
    return token.lower().removesuffix(".") in _ABBREVIATED


def _is_term(token: str, lower_words: frozenset[str]) -> bool:
    """Say whether a capitalised word is a post, a body, a field of work …, not part of a name."""
    bare = _bare(token)
    if bare.endswith(("’s", "'s")):
        return True
    if bare in POSTS or bare in _TERMS or _SUFFIX_OF_A_TERM.search(bare):
        return True
    if (prefixed := _PREFIXED.match(bare)) and prefixed[1] in POSTS:
        return True
    if len(bare) > 1 and token.isupper() and len(bare) <= 5 and "." not in token and not token.istitle():
        return bare not in ("jr", "ii", "iii")
    if "-" in bare and all(part in POSTS or part in _TERMS for part in bare.split("-")):
        return True
    return len(bare) > 3 and bare in lower_words


def _breaks(tokens: list[str], index: int, lower_words: frozenset[str], capitals: bool) -> bool:
    """Say whether the word at an index cannot stand inside the name that follows it."""
    token, bare = tokens[index], _bare(tokens[index])
    if token.islower():  # a particle: "de", "van"
        return False
    if bare in _CAPITAL_PARTICLES and index and index + 1 < len(tokens):
        return _breaks(tokens, index - 1, lower_words, capitals)  # "Julio Miguel De Vido"
    if bare in _ALSO_FAMILY_NAMES and index and not tokens[index - 1].islower():
        return _breaks(tokens, index - 1, lower_words, capitals)
    following = tokens[index + 1] if index + 1 < len(tokens) else ""
    if bare in _ALSO_GIVEN_NAMES and following and not _is_term(following, lower_words):
        return False
    if _is_abbreviated(token) or bare in HONORIFICS:
        return True
    return bare in POSTS or bare in _TERMS if capitals else _is_term(token, lower_words)


def _name_tokens(run: str, lower_words: frozenset[str]) -> tuple[int, int] | None:
    """Find the name inside a run of capitalised words: its offsets in the run, or None.

    It is the last stretch without a post, body or title in it.
    """
    spans = list(_WORD.finditer(run))
    tokens = [span.group() for span in spans]
    end = len(tokens)

    def breaks(index: int) -> bool:
        return _breaks(tokens, index, lower_words, run.isupper())

    # "Ana Ruiz MINISTER FOR": the post behind a name without a comma is only read where it is sure.
    retreat = run.isupper() or any(_is_abbreviated(token) for token in tokens)
    while end and (_POSTNOMINAL.match(tokens[end - 1]) or (retreat and breaks(end - 1))):
        end -= 1
    start = end
    while start and not breaks(start - 1):
        start -= 1
    while start < end and tokens[start].islower():
        start += 1
    if start >= end or end - start > 7:
        return None
    return spans[start].start(), spans[end - 1].end()


def find_names(words: str, lower_words: frozenset[str] = frozenset()) -> list[Name]:
    """Find the persons that a passage names.

    A family name alone counts only after a title or a post ("Mr Ruddock", "President Lula").

    Args:
        words: a passage in one line.
        lower_words: words that the document writes in lower case somewhere.

    Returns:
        Names in reading order.
    """
    states = [(mention.start, mention.end) for mention in find_parties(words)]
    names: list[Name] = []
    for run in _RUN.finditer(words):
        found = _name_tokens(run.group(), lower_words)
        if found is None:
            continue
        start, end = run.start() + found[0], run.start() + found[1]
        for first, last in states:  # "Mexican Ana Ruiz" is Ana Ruiz; "Lisa Monaco" stays
            if first <= start < last:
                rest = re.compile(r"[ ,]*(?:(?:de|del|la|las|los|of|y|e) )*").match(
                    words, min(last, end), end
                )
                start = rest.end() if rest else end
        text = words[start:end]
        title = words[run.start() : start]
        if text.isupper() and not title:
            title = _capital_post(words, start)
        if _is_a_name(text, title, words, start):
            names.append(Name(start, end, text.title() if text.isupper() else text, run.start(), title))
    return names


def _capital_post(words: str, start: int) -> str:
    """Give the post in capitals before a name in capitals: "THE MINISTER FOR TRADE, ANA RUIZ"."""
    before = re.search(r"([A-Z][A-Z ,]{3,120}),? $", words[max(0, start - 130) : start])
    return (
        before.group(1) if before and any(word.lower() in POSTS for word in before.group(1).split()) else ""
    )


def _follows_a_place(words: str, start: int) -> bool:
    """Say whether a place stands before: "met in Chetumal, Quintana Roo", not "Ambassador in Peru, Ana "
    "Ruiz"."""
    place = _AFTER_A_PLACE.search(words, max(0, start - 50), start)
    if place is None:
        return False
    before = re.split(
        r"[,;.]|\b(?:met|held|se|reunid[oa]s|took)\b", words[max(0, start - 110) : place.start()]
    )[-1]
    return not any(word.lower() in POSTS for word in re.findall(r"\w+", before))


def _post_follows(words: str, end: int) -> bool:
    """Say whether an apposition with a post stands behind: "heard from Ana Ruiz, Special Rapporteur on …"."""
    behind = re.match(r", (?:the |el |la )?((?:[\w-]+ ){0,3}[\w-]+)", words[end : end + 60])
    return behind is not None and any(word.lower() in POSTS for word in behind[1].split())


def _is_a_name(text: str, title: str, words: str, start: int) -> bool:
    """Say whether a stretch of capitalised words, with its title, can be a person's name there."""
    if len(text) < 3 or not any(len(_bare(token)) > 1 for token in text.split()):
        return False
    if text.isupper():
        return bool(title) and " " in text
    led = _NOT_BEFORE_A_NAME.search(words, max(0, start - 12), start)
    if led and re.search(r"\b(?:from|to|a|con|de) $", words[:start]) and " " in text:
        led = None if _post_follows(words, start + len(text)) else led
    if not title and (led or _follows_a_place(words, start)):
        return False
    return " " in text or (bool(title) and _bare(title.rsplit(maxsplit=1)[-1]) in HONORIFICS | POSTS)
