"""First stage: a folded text becomes tokens; names that are known and fixed forms become one token each.

Reads a text and the names that are known; writes a list of `Token`. Each character is looked at a bounded
number of times, so the time grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from tequio.engines.citation.folding import Folded
from tequio.engines.citation.instruments import FILLERS, Instruments, Node


class Sign(Enum):
    """What a token is."""

    INSTRUMENT = auto()
    BARE = auto()  # "constitucional": an instrument only beside an article
    ARTICLE = auto()
    COMMENT = auto()
    SYMBOL = auto()
    OPINION = auto()
    SERIES = auto()
    REPORT = auto()
    PETITION = auto()
    APPLICATION = auto()
    CASE = auto()
    NUMBER = auto()
    WORD = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One unit of a text.

    Args:
        sign: what it is.
        words: its folded characters, or the key, symbol or number that it stands for.
        start: first character in the folded text.
        end: one past the last.
        keys: several keys where a name is shared (a case with several judgments).
    """

    sign: Sign
    words: str
    start: int
    end: int
    keys: tuple[str, ...] = ()


_N = r"(?:n(?:\.? ?os?|ums?|ro|umeros?|umbers?)?\b\.?s?\.? ?)?"  # "No.", "núm.", "nº", "números", or nothing
_SEGMENT = r"(?:(?:add|rev|corr|cn|conf|ac|wg|misc|wp|sc|c|l|sr|pv)\.? ?\d+\b|[a-z0-9]+(?:-\d+)*\b)"
_TAIL = rf"(?: ?/ ?{_SEGMENT})*"
_ROMAN_SESSION = r"(?: ?\([ivxlc]{1,8}\))"
_SYMBOL = re.compile(
    rf"a ?/ ?res ?/ ?\d+(?: ?[a-e]\b)?{_ROMAN_SESSION}?(?: ?[a-e]\b(?! ?\w))?{_TAIL}"
    rf"|a ?/ ?(?:hrc|cn\. ?\d+|conf\. ?\d+|ac\. ?\d+|c\. ?\d|\d{{2,4}})\b{_TAIL}"
    rf"|e ?/ ?(?:cn\. ?\d+|c\. ?12|res|\d{{4}})\b{_TAIL}"
    rf"|s ?/ ?(?:res|prst|\d{{4}})\b{_TAIL}"
    rf"|hri ?/ ?(?:gen|core|mc|icm)\b{_TAIL}(?: ?\(vol\. ?[iv]+\))?"
    rf"|(?:ccpr|cescr|cerd|cedaw|cat|crc|cmw|crpd|ced) ?/ ?(?:c|gc|op|sp|\d{{4}})\b{_TAIL}"
)
_RESOLUTION = re.compile(
    rf"(?:general assembly|unga|ga|asamblea general)[, ]* resolu(?:tion|cion) {_N}(\d+(?: ?[a-e]\b)?{_ROMAN_SESSION}?(?: ?[a-e]\b)?(?: ?/ ?\d+)?)"
    rf"|resolu(?:tion|cion) {_N}(\d+(?: ?[a-e]\b)?{_ROMAN_SESSION}?(?: ?[a-e]\b)?(?: ?/ ?\d+)?)(?: of the| de la)"
    r"(?: united nations| un)? (?:general assembly|asamblea general)"
)
_OPINION = re.compile(
    rf"(?:(?:opinion consultiva|advisory opinion) {_N}(?:oc ?-? ?)?|oc ?-? ?(?=\d+ ?/)|oc-)(\d{{1,5}})\b(?: ?/ ?(\d{{2,4}})\b)?"
)
_SERIES = re.compile(rf"ser(?:ies?\b|\.) ?([ac])\b[,.)]{{0,2}} ?{_N}(\d{{1,6}})\b")
_REPORT = re.compile(
    rf"(?:informes?|reports?)(?: de (?:fondo|admisibilidad|inadmisibilidad|solucion amistosa)| on (?:the )?merits| on admissibility)? {_N}(\d{{1,3}}) ?/ ?(\d{{2,4}})\b"
)
_PETITION = re.compile(rf"(?:casos?|cases?|peticion|petition) {_N}(\d{{1,2}}[.,]\d{{3}})\b")
_APPLICATION = re.compile(
    r"(?:(?:application|app|demanda|solicitud)\b\.? )?n(?:os?|ums?|ro)\b\.? ?(\d{3,5} ?/ ?\d{2})\b"
)
_COMMENT = re.compile(
    r"(?:general (?:comment|recommendation)s?|(?:observacion|recomendacion)(?:es)? general(?:es)?|comentarios? general(?:es)?"
    rf"|gen\.? com(?:m(?:ent)?)?\.?|(?:gc|gr|og|rg)(?![a-z])) ?{_N}(\d{{1,6}}(?:(?:, ?| y | and | & ){_N}\d{{1,2}}\b(?! ?\())*)\b(?!/\d)"
)
_CASE = re.compile(r"(?:casos?|cases?|asunto)\b(?: of\b| del?\b)?(?: (?:la|las|los|the)\b)?")
_ARTICLE = re.compile(
    r"(?:articulos?|articles?|arts?|numeral(?:es)?|rules?|reglas?|principles?|principios?|clauses?)\b ?\.?"
)
_WORD = re.compile(r"[a-z]+|\d+")
_INITIALS = re.compile(r"(?:[a-z]\. ?){2,8}[a-z]\b\.?")
_BETWEEN = re.compile(r"[ ,'\"\-&.()_]{1,3}")

_FORMS: tuple[tuple[re.Pattern[str], Sign, frozenset[str]], ...] = (
    (_SYMBOL, Sign.SYMBOL, frozenset("aeshc")),
    (_RESOLUTION, Sign.SYMBOL, frozenset("gura")),
    (_OPINION, Sign.OPINION, frozenset("oa")),
    (_SERIES, Sign.SERIES, frozenset("s")),
    (_REPORT, Sign.REPORT, frozenset("ir")),
    (_PETITION, Sign.PETITION, frozenset("cp")),
    (_APPLICATION, Sign.APPLICATION, frozenset("adsn")),
    (_COMMENT, Sign.COMMENT, frozenset("gorc")),
)


def tokenize(folded: Folded, known: Instruments) -> list[Token]:
    """Cut a folded text into tokens.

    Args:
        folded: the text.
        known: whose names become tokens.

    Returns:
        Tokens in order; blanks between them are left out.
    """
    words, tokens, at = folded.words, list[Token](), 0
    while at < len(words):
        if words[at] == " ":
            at += 1
            continue
        token = _token_at(words, at, known)
        tokens.append(token)
        at = token.end
    return tokens


def _token_at(words: str, at: int, known: Instruments) -> Token:
    first = words[at]
    if not first.isascii() or not first.isalnum():
        return Token(Sign.MARK, first, at, at + 1)
    if at == 0 or not (words[at - 1].isascii() and words[at - 1].isalnum()):
        token = _form_at(words, at, first, known) or _name_at(words, at, known)
        if token:
            return token
    match = _WORD.match(words, at)
    if match is None:
        return Token(Sign.MARK, first, at, at + 1)
    sign = Sign.NUMBER if first.isdigit() else Sign.WORD
    return Token(sign, match.group(), at, match.end())


def _form_at(words: str, at: int, first: str, known: Instruments) -> Token | None:
    for pattern, sign, firsts in _FORMS:
        if first in firsts:
            match = pattern.match(words, at)
            if match:
                return _known_text(Token(sign, _value(sign, match), at, match.end()), known)
    return None


def _known_text(token: Token, known: Instruments) -> Token:
    """Take the symbol of a document that holds the text of an instrument for its name."""
    key = known.instrument_by_symbol.get(token.words.upper()) if token.sign is Sign.SYMBOL else None
    return Token(Sign.INSTRUMENT, key, token.start, token.end) if key else token


def _resolution(match: re.Match[str]) -> str:
    return "A/RES/" + (match.group(1) or match.group(2))


def _value(sign: Sign, match: re.Match[str]) -> str:
    if sign is Sign.SYMBOL:
        written = _resolution(match) if match.re is _RESOLUTION else match.group()
        return usual_symbol(written)
    values: dict[Sign, Callable[[], str]] = {
        Sign.OPINION: lambda: f"{int(match.group(1))}/{match.group(2) or ''}",
        Sign.SERIES: lambda: f"{match.group(1).upper()}{int(match.group(2))}",
        Sign.REPORT: lambda: f"{int(match.group(1))}/{match.group(2)[-2:]}",
        Sign.PETITION: lambda: match.group(1).replace(",", "."),
        Sign.APPLICATION: lambda: match.group(1).replace(" ", ""),
        Sign.COMMENT: lambda: ",".join(str(int(n)) for n in re.findall(r"\d+", match.group(1))),
    }
    return values[sign]()


# Parts of a document symbol that are not written in capitals.
_SYMBOL_WORDS = {"add": "Add", "rev": "Rev", "corr": "Corr", "misc": "Misc", "conf": "CONF", "vol": "Vol"}


def usual_symbol(written: str) -> str:
    """Write a document symbol as the United Nations print it: "a/hrc/27/8/add. 1" -> "A/HRC/27/8/Add.1"."""
    plain = re.sub(r"\s+", "", written)
    plain = re.sub(r"(?i)\b(add|rev|corr|misc|cn|conf|ac|wg|wp|sc|l|sr|pv|c)\.?(?=\d)", r"\1.", plain)
    return re.sub(
        r"[A-Za-z]+", lambda match: _SYMBOL_WORDS.get(match.group().lower(), match.group().upper()), plain
    )


def _name_at(words: str, at: int, known: Instruments) -> Token | None:
    for root, sign in ((known.names, Sign.INSTRUMENT), (known.bare_names, Sign.BARE)):
        found = longest_name(words, at, root)
        if found and not _is_only_word(words, at, found[1], known):
            return Token(sign, found[0][0], at, found[1], found[0])
    initials = _INITIALS.match(words, at)
    if initials:
        joined = re.sub(r"[. ]", "", initials.group())
        node = known.names.words.get(joined)
        if node and node.keys:
            return Token(Sign.INSTRUMENT, node.keys[0], at, initials.end(), tuple(node.keys))
    for pattern, sign in ((_ARTICLE, Sign.ARTICLE), (_CASE, Sign.CASE)):
        match = pattern.match(words, at)
        if match:
            return Token(sign, match.group(), at, match.end())
    return None


def _is_only_word(words: str, at: int, end: int, known: Instruments) -> bool:
    """Say whether a key stands where a word may be meant: not followed by a stop and a number."""
    return words[at:end].upper() in known.word_keys and re.match(r"\.\d", words[end : end + 2]) is None


def longest_name(words: str, at: int, root: Node) -> tuple[tuple[str, ...], int] | None:
    """Find the longest known name that begins at a place.

    Args:
        words: folded text.
        at: where a word begins.
        root: trie of the names.

    Returns:
        The keys of the name and one past its last character, or None.
    """
    node, best = root, None
    match = _NAME_WORD.match(words, at)
    for _ in range(_LONGEST):
        if match is None:
            break
        word = match.group()
        following = node.words.get(word)
        if following is None and (word not in FILLERS or node is root):
            break
        node = following or node
        if following and node.keys:
            closed = words[match.end() : match.end() + 1] == ")" and "(" in words[at : match.end()]
            best = (tuple(node.keys), match.end() + closed)
        between = _BETWEEN.match(words, match.end())
        match = _NAME_WORD.match(words, between.end()) if between else None
    return best


_NAME_WORD = re.compile(r"[a-z0-9]+")
_LONGEST = 60  # words; the longest shipped title has fewer
