"""Third stage, provisions: places are joined with the instrument that stands before or after them."""

from __future__ import annotations

import re
from dataclasses import replace

from tequio.engines.citation.lexing import Sign
from tequio.engines.citation.provisions import Part, Place
from tequio.engines.citation.sources import Found, Stage
from tequio.engines.citation.types import Kind

# Words between an article and its instrument: "del propio", "of the".
_CONNECTING = frozenset(
    [
        "de",
        "del",
        "la",
        "el",
        "las",
        "los",
        "lo",
        "of",
        "the",
        "al",
        "to",
        "under",
        "in",
        "en",
        "on",
        "un",
        "un's",
        "dicha",
        "dicho",
        "mismo",
        "misma",
        "citada",
        "citado",
        "propia",
        "propio",
        "referida",
        "referido",
        "ambos",
        "both",
        "aludida",
        "aludido",
        "presente",
    ]
)
_OF = frozenset({"de", "del", "of", "to", "under"})
# A constitution that goes on like this is another one than the bare word means.
_OTHER_CONSTITUTION = frozenset(
    ["de", "del", "politica", "nacional", "local", "estatal", "espanola", "particular", "of"]
)

Result = tuple[list[Found], int]


class Articles(Stage):
    """Reads articles with their instruments."""

    def before_instrument(self, at: int) -> Result:
        """Read articles before their instrument: "arts. 8 y 25 de la Convención Americana"."""
        read = self._reader.places(at + 1)
        if read is None:
            return [], at + 1
        places, after = read
        key, end = self._instrument_after(after)
        if key is None:
            return self._unnamed(at, places, after), after
        found = self._provisions(key, places, at, end)
        more, end = self._chained(end)
        return found + more, end

    def leading_number(self, at: int) -> Result:
        """Read "1º constitucional" and "14.3 PIDCP" without the word, at the very beginning only."""
        read = self._reader.places(at)
        key, end = self._instrument_after(read[1]) if read else (None, at)
        if read is None or key is None:
            return [], at + 1
        more, after = self._chained(end)
        return [replace(one, sure=False) for one in self._provisions(key, read[0], at, end)] + more, after

    def _chained(self, at: int) -> Result:
        """Read what goes on without the word: "…del PIDCP, 8 de la CADH"."""
        found: list[Found] = []
        while True:
            after = at
            while self._reader.is_mark(after, ",;") or self._reader.token(after).words in {"y", "e", "and"}:
                after += 1
            read = self._reader.places(after) if after > at else None
            key, end = self._instrument_after(read[1]) if read else (None, at)
            if read is None or key is None:
                return found, at
            found += self._provisions(key, read[0], after, end)
            at = end

    def _instrument_after(self, at: int) -> tuple[str | None, int]:
        """Find the instrument that an article list leads to: (key, next token)."""
        for ahead in range(at, at + 9):
            token = self._reader.token(ahead)
            if token.sign is Sign.INSTRUMENT:
                return token.words, self._named_again(ahead + 1, token.words)
            if token.sign is Sign.BARE:
                if self._reader.token(ahead + 1).words in _OTHER_CONSTITUTION:
                    return None, at
                return token.words, ahead + 1
            quiet = self._reader.is_mark(ahead, ",()\"':.-[]") or token.words in _CONNECTING
            if not quiet:
                break
        return None, at

    def _named_again(self, at: int, key: str) -> int:
        """Step over "(PIDCP)" after the full title of the same instrument."""
        ahead = at
        while ahead < at + 9 and (
            self._reader.is_mark(ahead, "(,\"'")
            or self._reader.token(ahead).words
            in {"en", "adelante", "hereinafter", "o", "or", "the", "la", "el"}
        ):
            ahead += 1
        again = self._reader.token(ahead)
        if ahead == at or again.sign is not Sign.INSTRUMENT or again.words != key:
            return at
        ahead += 1
        closed = ahead
        while self._reader.is_mark(closed, "\"')"):
            closed += 1
        return closed if closed > ahead or self._reader.token(at).words == "o" else at

    def after_instrument(self, at: int) -> Result:
        """Read "ICCPR 14(3)(g)", "CADH, art. 8.2.h", "ICCPR.14.3.g", or an instrument alone."""
        key = self._tokens[at].words
        end = self._named_again(at + 1, key)
        after = end
        while after < end + 3 and self._reader.is_mark(after, ",:;(-.'\"["):
            after += 1
        worded = self._reader.token(after).sign is Sign.ARTICLE or self._reader.is_mark(after, "§¶")
        start = after + worded
        if worded and self._reader.is_mark(start, "§¶"):
            start += 1
        roman = not worded and self._reader.token(start).sign is not Sign.NUMBER
        read = None if roman else self._reader.places(start)
        if read is None or self._belongs_elsewhere(read[1], key, worded):
            alone = self._citation(Kind.PROVISION, at, end, instrument=key)
            return [Found(alone, "/" in alone.text)], end
        places, after = read
        after += self._reader.is_mark(after, ")") and self._reader.is_mark(end, "(")
        found = self._provisions(key, places, at, after)
        if not worded and not self._plausible(key, places, at):
            found = [replace(one, sure=False) for one in found]
        return found, after

    def _plausible(self, key: str, places: list[Place], at: int) -> bool:
        """Say whether a bare number after an instrument in running text is an article."""
        token = self._tokens[at]
        written = self._text[self._folded.offsets[token.start] : self._folded.offsets[token.end]]
        most = self._known.instruments[key].articles or 0
        number = re.match(r"\d+", places[0].article)
        return any(c.isupper() for c in written) and number is not None and int(number.group()) <= most

    def _belongs_elsewhere(self, at: int, key: str, worded: bool) -> bool:
        """Say whether articles after an instrument are those of the next: "…la Convención, el artículo 8 del PIDCP"."""
        if self._reader.token(at).words not in _OF:
            return False
        other, _ = self._instrument_after(at)
        return other is not None and (other != key or worded)

    def _provisions(self, key: str, places: list[Place], at: int, end: int) -> list[Found]:
        kind = self._known.instruments[key].kind
        return [
            Found(
                self._citation(
                    Kind.PROVISION,
                    at,
                    end,
                    instrument=key,
                    article=place.article,
                    parts=_written_parts(place.parts, kind),
                ),
                True,
            )
            for place in places
        ]

    def _unnamed(self, at: int, places: list[Place], after: int) -> list[Found]:
        rest = self._folded.words[self._tokens[after - 1].end : self._tokens[after - 1].end + 90]
        start = self._folded.offsets[self._tokens[after - 1].end]
        length = len(re.match(r"[^.;,)]*", rest).group())  # type: ignore[union-attr]
        end = self._folded.offsets[self._tokens[after - 1].end + length]
        named = re.sub(
            r"^(?:de la|de los|de las|del|de|of the|of)\s+", "", self._text[start:end].strip(), flags=re.I
        )
        return [
            Found(
                self._citation(
                    Kind.PROVISION,
                    at,
                    after,
                    article=place.article,
                    parts=_written_parts(place.parts, "treaty"),
                    named=" ".join(named.split()),
                ),
                False,
            )
            for place in places
        ]


def _written_parts(parts: tuple[Part, ...], kind: str) -> tuple[str, ...]:
    """Write parts as ids have them: a constitution has sections in capitals and counted paragraphs.

    Args:
        parts: below one article.
        kind: of the instrument.
    """
    national = kind in {"constitution", "law"}
    written = []
    for at, part in enumerate(parts):
        value = part.value
        if national and part.level == "paragraph" and value.isdigit():
            value = f"p{value}"
        elif value.isalpha() and national and (part.level in {"section", "fraction"} or part.capital):
            value = value.upper()
        elif value.isalpha() and at == 0 and part.capital and not part.level:
            value = value.upper()  # sections of an article that are lettered in capitals: 1A, 1F
        written.append(value)
    return tuple(written)
