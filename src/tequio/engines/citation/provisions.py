"""Second stage, provisions: "artículo 14, párrafo 3, incisos a) y g)" becomes places below an instrument.

Reads tokens from a place on; writes `Place`s and where reading stopped. It does not know instruments: which
one the places belong to is found by `reading`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tequio.engines.citation.lexing import Sign, Token
from tequio.engines.citation.numerals import INSERTED, NUMBER_WORDS, ORDINAL_ENDINGS, roman_value

# Words before a part of an article; the level says how an instrument without numbered paragraphs reads it.
_LEVELS = {
    "paragraph": "parrafo parrafos parr parrs par pfo para paras paragraph paragraphs numeral numerales num nums punto point pt",
    "section": "apartado apartados apdo ap section sections seccion sec base",
    "letter": "inciso incisos inc incs literal literales lit letra letras letter subparagraph subparagraphs subpara subparas "
    "subparrafo subinciso subsection clause sub",
    "fraction": "fraccion fracciones fracc fracs frac fr item",
}
LEVEL_OF = {word: level for level, words in _LEVELS.items() for word in words.split()}
_PLURALS = frozenset(
    [
        "parrafos",
        "parrs",
        "paras",
        "paragraphs",
        "numerales",
        "nums",
        "apartados",
        "sections",
        "incisos",
        "incs",
        "literales",
        "letras",
        "subparagraphs",
        "subparas",
        "fracciones",
        "fracs",
    ]
)
AND = frozenset({"y", "e", "and", "o", "u", "or", "&"})
TO = frozenset({"-", "a", "al", "to", "hasta", "through"})
# One letter that is a word of its own, so that it is no part of an article where it stands alone.
_LETTER_WORDS = frozenset("aeouy")
_MOST_PLACES = 60  # of one list or range; what follows is read over


@dataclass(frozen=True, slots=True)
class Part:
    """One step below an article: its value in small letters, its level, whether it was written in capitals."""

    value: str
    level: str = ""
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """An article with the parts below it."""

    article: str
    parts: tuple[Part, ...] = ()


class PlaceReader:
    """Reads places from tokens.

    Args:
        tokens: of the whole text.
        source: the text itself.
        offsets: for each folded character its offset in `source`.
    """

    def __init__(self, tokens: list[Token], source: str, offsets: tuple[int, ...]) -> None:
        self.tokens = tokens
        self._source = source
        self._offsets = offsets
        self._end = Token(Sign.MARK, "", -1, -1)

    def token(self, at: int) -> Token:
        """Give a token; an empty one past the end."""
        return self.tokens[at] if 0 <= at < len(self.tokens) else self._end

    def is_mark(self, at: int, marks: str) -> bool:
        """Say whether a token is one of some signs."""
        token = self.token(at)
        return token.sign is Sign.MARK and token.words != "" and token.words in marks

    def glued(self, at: int) -> bool:
        """Say whether no blank stands before a token."""
        return at > 0 and self.token(at).start == self.token(at - 1).end

    def _capital(self, at: int) -> bool:
        return self._source[self._offsets[self.token(at).start]].isupper()

    def places(self, at: int) -> tuple[list[Place], int] | None:
        """Read a list of places.

        Args:
            at: index of the token where the number of the first article should stand.

        Returns:
            The places and the index of the token after them, or None where no number stands there.
        """
        first = self._item(at)
        if first is None:
            return None
        place, plural, at = first
        found = [place]
        while True:
            following = self._next(found[-1], plural, at)
            if following is None:
                return found[:_MOST_PLACES], at
            more, plural, at = following
            if len(found) < _MOST_PLACES:
                found.extend(more)
            else:
                found[-1] = more[-1]

    def _item(self, at: int) -> tuple[Place, str, int] | None:
        token = self.token(at)
        if token.sign is Sign.NUMBER:
            article, at = token.words.lstrip("0") or "0", at + 1
        elif token.sign is Sign.WORD and (token.words in NUMBER_WORDS or roman_value(token.words)):
            article, at = str(NUMBER_WORDS.get(token.words) or roman_value(token.words)), at + 1
        else:
            return None
        at = self._ordinal(at)
        if self.token(at).words in INSERTED:
            article, at = article + self.token(at).words, at + 1
        elif self.is_mark(at, "-") and self.token(at + 1).words in INSERTED:
            article, at = article + self.token(at + 1).words, at + 2
        return self._tail(Place(article), "", at)

    def _ordinal(self, at: int) -> int:
        """Step over what only makes a figure an ordinal."""
        token = self.token(at)
        if token.sign is Sign.WORD and self.glued(at):
            feminine = self._source[self._offsets[token.start]] == "ª"
            if token.words in ORDINAL_ENDINGS or feminine:
                at += 1
                if self.is_mark(at, ".") and self.token(at + 1).sign is not Sign.NUMBER:
                    at += 1
        elif self.is_mark(at, ".") and self.glued(at) and self.token(at + 1).words in {"o", "a"}:
            after = self._offsets[self.token(at + 1).start]
            if self._source[after] in "ºª°":
                at += 2  # "1.º"
        return at

    def _tail(self, place: Place, plural: str, at: int) -> tuple[Place, str, int]:
        for _ in range(8):  # no article is divided deeper
            step = self._part(place, at)
            if step is None:
                break
            part, named, at = step
            plural = part.level if named else ""
            place = replace(place, parts=(*place.parts, part))
        return place, plural, at

    def _part(self, place: Place, at: int) -> tuple[Part, bool, int] | None:
        """Read one step down: (part, whether its level was named in the plural, next token)."""
        if self.is_mark(at, ".:/") and (self.glued(at) or self.is_mark(at, ".")):
            return self._after_stop(at)
        if self.is_mark(at, "(["):
            return self._bracketed(at)
        if self.is_mark(at, "§¶"):
            value = self._value(at + 1, "paragraph")
            return value and (value[0], False, value[1])
        named = self._named(at)
        if named:
            return named
        return self._lone_letter(place, at)

    def _after_stop(self, at: int) -> tuple[Part, bool, int] | None:
        token = self.token(at + 1)
        if token.sign is Sign.NUMBER:
            after = self._ordinal(at + 2)
            return Part(token.words.lstrip("0") or "0"), False, after
        spaced = not self.glued(at + 1)
        if token.sign is not Sign.WORD or (spaced and (token.words in _LETTER_WORDS or len(token.words) > 1)):
            return None
        if token.words == "p" and self.token(at + 2).sign is Sign.NUMBER and self.glued(at + 2):
            return Part(self.token(at + 2).words, "paragraph"), False, at + 3
        if len(token.words) == 1 or roman_value(token.words):
            end = at + 2 + self.is_mark(at + 2, ")")
            return Part(token.words, "", self._capital(at + 1)), False, end
        return None

    def _bracketed(self, at: int) -> tuple[Part, bool, int] | None:
        token = self.token(at + 1)
        simple = token.sign is Sign.NUMBER or (
            token.sign is Sign.WORD and (len(token.words) == 1 or roman_value(token.words) is not None)
        )
        if not simple or not self.is_mark(at + 2, ")]"):
            return None
        return Part(token.words, "", token.sign is Sign.WORD and self._capital(at + 1)), False, at + 3

    def _named(self, at: int) -> tuple[Part, bool, int] | None:
        """Read "párrafo 3", ", inciso g)", "tercer párrafo", "fracción II"."""
        at += self.is_mark(at, ",")
        at += self.token(at).words in {"del", "de", "en", "su"} and self._level(at + 1) is not None
        before = NUMBER_WORDS.get(self.token(at).words)
        if before and self._level(at + 1) == "paragraph":
            return Part(str(before), "paragraph"), False, at + 2
        level = self._level(at)
        if level is None:
            return None
        plural = self.token(at).words in _PLURALS
        at += 1
        at += self.is_mark(at, ".")
        if self.token(at).words in {"num", "no", "n", "nums", "nos"}:
            at += 1 + self.is_mark(at + 1, ".")
        value = self._value(at, level)
        return value and (value[0], plural, value[1])

    def _level(self, at: int) -> str | None:
        token = self.token(at)
        if token.sign is Sign.ARTICLE and token.words.startswith("numeral"):
            return "paragraph"
        return LEVEL_OF.get(token.words) if token.sign is Sign.WORD else None

    def _value(self, at: int, level: str) -> tuple[Part, int] | None:
        """Read what follows the word for a level, with quotation marks or brackets around it."""
        at += self.is_mark(at, "\"'([")
        token = self.token(at)
        if token.sign is Sign.NUMBER:
            part, after = Part(token.words.lstrip("0") or "0", level), self._ordinal(at + 1)
        elif token.sign is not Sign.WORD:
            return None
        elif len(token.words) == 1 or roman_value(token.words):
            part, after = Part(token.words, level, self._capital(at)), at + 1
        elif token.words in NUMBER_WORDS:
            part, after = Part(str(NUMBER_WORDS[token.words]), level), at + 1
        else:
            return None
        while self.is_mark(after, "\"')]"):
            after += 1
        return part, after

    def _lone_letter(self, place: Place, at: int) -> tuple[Part, bool, int] | None:
        """Read the letter of "14.3g", "8.2 h" and "8.2, h)"."""
        comma = self.is_mark(at, ",")
        token = self.token(at + comma)
        if token.sign is not Sign.WORD or len(token.words) != 1:
            return None
        closed = self.is_mark(at + comma + 1, ")")
        letter = Part(token.words, "", self._capital(at + comma))
        if closed or (self.glued(at) and not comma):
            return letter, False, at + comma + 1 + closed
        next_glued = self.glued(at + 1)
        if not comma and place.parts and token.words not in _LETTER_WORDS and not next_glued:
            return letter, False, at + 1
        return None

    def _next(self, last: Place, plural: str, at: int) -> tuple[list[Place], str, int] | None:
        """Read what follows in a list: another article, or another part of the last one."""
        comma = self.is_mark(at, ",;")
        after = at + comma
        conjunction = self.token(after).words in AND and self.token(after).sign in {Sign.WORD, Sign.MARK}
        after += conjunction
        reaches = not comma and not conjunction and self.token(after).words in TO
        after += reaches
        if after == at:
            return None
        sibling = self._sibling(last, plural, after, conjunction or reaches, comma and conjunction)
        if sibling:
            place, at = sibling
            places = _range(last, place) if reaches else [place]
            return places, plural, at
        after += self.token(after).sign is Sign.ARTICLE and not self._is_level(after)
        if self.token(after).sign is not Sign.NUMBER:
            return None
        item = self._item(after)
        if item is None:
            return None
        place, plural, at = item
        return (_range(last, place) if reaches else [place]), plural, at

    def _is_level(self, at: int) -> bool:
        return self._level(at) is not None

    def _sibling(
        self, last: Place, plural: str, at: int, joined: bool, apart: bool
    ) -> tuple[Place, int] | None:
        """Read another part of the same article: "(a) and (g)", "párrafos 1 y 3", "incisos a) y b)"."""
        if not last.parts:
            return None
        step: tuple[Part, bool, int] | None = None
        if self.is_mark(at, "("):
            step = self._bracketed(at)
        elif self._is_level(at) and joined:
            step = self._named(at)
        elif plural and not apart:
            value = self._value(at, plural)
            step = value and (value[0], True, value[1])
        elif joined or self.is_mark(at + 1, ")"):
            step = self._joined_letter(last, at)
        if step is None:
            return None
        part, _plural, at = step
        kept = _above(last.parts, part)
        place, _, at = self._tail(Place(last.article, (*last.parts[:kept], part)), "", at)
        return place, at

    def _joined_letter(self, last: Place, at: int) -> tuple[Part, bool, int] | None:
        token = self.token(at)
        lettered = any(part.value.isalpha() for part in last.parts)
        if token.sign is Sign.WORD and len(token.words) == 1 and lettered:
            return Part(token.words, "", self._capital(at)), False, at + 1 + self.is_mark(at + 1, ")")
        return None


def _above(parts: tuple[Part, ...], new: Part) -> int:
    """Say how many parts stay above a new one: those before the last part of its sort."""
    for at in range(len(parts) - 1, -1, -1):
        same_level = new.level and parts[at].level == new.level
        same_sort = not (new.level and parts[at].level) and parts[at].value.isdigit() == new.value.isdigit()
        if same_level or same_sort:
            return at
    return len(parts)


def _range(first: Place, last: Place) -> list[Place]:
    """Give the places after the first up to the last: articles, numbered paragraphs or letters."""
    if not first.parts and not last.parts and first.article.isdigit() and last.article.isdigit():
        low, high = int(first.article), int(last.article)
        if low < high <= low + _MOST_PLACES:
            return [Place(str(number)) for number in range(low + 1, high + 1)]
        return [last]
    if first.article != last.article or len(first.parts) != len(last.parts):
        return [last]
    above, (low_part, high_part) = first.parts[:-1], (first.parts[-1], last.parts[-1])
    if above != last.parts[:-1]:
        return [last]
    return [
        replace(last, parts=(*above, replace(high_part, value=value)))
        for value in between(low_part.value, high_part.value)
    ]


def between(low: str, high: str) -> list[str]:
    """Give the values after `low` up to `high`, both numbers or both letters; `high` alone where that fails."""
    if low.isdigit() and high.isdigit() and int(low) < int(high) <= int(low) + _MOST_PLACES:
        return [str(number) for number in range(int(low) + 1, int(high) + 1)]
    if len(low) == len(high) == 1 and low.isalpha() and high.isalpha() and low < high:
        return [chr(code) for code in range(ord(low) + 1, ord(high) + 1)]
    return [high]
