"""Third stage: tokens become citations. The public doors are `parse` and `find`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tequio.engines.citation.folding import Folded, fold, fold_name
from tequio.engines.citation.instruments import Instruments
from tequio.engines.citation.lexing import Sign, Token, longest_name, tokenize
from tequio.engines.citation.pinpoints import Points, pinpoint, pinpoint_word
from tequio.engines.citation.provisions import Part, Place, PlaceReader
from tequio.engines.citation.types import Citation, Kind

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
_COURT, _COMMISSION, _EUROPEAN = "IACTHR", "IACHR", "ECTHR"
_LOOK_AHEAD = 70  # tokens between a case and its series or paragraph, or a general comment and its paragraph
_VERSUS = re.compile(r"(?:vs?\b\.?|contra\b|c\.)")
_CASE_NAME = re.compile(
    r"([^;]{2,140}?),? (?:vs?\b\.?|contra\b|c\.) ?(?:la |el |the |los )?([a-z][a-z ]{2,40})"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A citation, whether running text may have meant something else, and where to read on."""

    citation: Citation
    sure: bool


def parse(text: str, instruments: Instruments) -> list[Citation]:
    """Read what a person typed as one or several citations, also incomplete ones.

    Args:
        text: any text, "art. 14.3 PIDCP".
        instruments: what is known to exist.

    Returns:
        Citations in their order; none where nothing reads as one. An article without an instrument, or with
        one that is not known, is given too, so that `resolve` can say what is missing.
    """
    return [found.citation for found in _Reading(text, instruments).run()]


def find(text: str, instruments: Instruments) -> list[Citation]:
    """Find citations in running text.

    Args:
        text: of any length; the time grows with it.
        instruments: what is known to exist.

    Returns:
        Citations in their order, each with its span. Articles of nothing that is known are left out, and so
        are instruments without an article.
    """
    return [found.citation for found in _Reading(text, instruments).run() if found.sure]


class _Reading:
    """One pass over a text."""

    def __init__(self, text: str, known: Instruments) -> None:
        self._text = text
        self._known = known
        self._folded: Folded = fold(text)
        self._tokens = tokenize(self._folded, known)
        self._reader = PlaceReader(self._tokens, text, self._folded.offsets)

    def run(self) -> Iterator[_Found]:
        at = 0
        while at < len(self._tokens):
            found, after = self._citations_at(at)
            yield from found
            at = max(after, at + 1)

    def _citations_at(self, at: int) -> tuple[list[_Found], int]:
        token = self._tokens[at]
        committee = self._committee_before_comment(at)
        if committee:
            return self._comments(at, *committee)
        match token.sign:
            case Sign.ARTICLE:
                return self._articles(at)
            case Sign.NUMBER:
                return self._leading_number(at)
            case Sign.INSTRUMENT:
                return self._instrument_first(at)
            case Sign.COMMENT:
                return self._comments(at, None, at)
            case Sign.CASE:
                return self._case(at)
            case Sign.SYMBOL | Sign.OPINION | Sign.SERIES | Sign.REPORT | Sign.PETITION | Sign.APPLICATION:
                return self._document(at)
        return self._case_without_word(at)

    # Provisions -------------------------------------------------------------------------------------

    def _articles(self, at: int) -> tuple[list[_Found], int]:
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

    def _leading_number(self, at: int) -> tuple[list[_Found], int]:
        """Read "1º constitucional" and "14.3 PIDCP" without the word, at the very beginning only."""
        if at:
            return [], at + 1
        read = self._reader.places(at)
        key, end = self._instrument_after(read[1]) if read else (None, at)
        if read is None or key is None:
            return [], at + 1
        more, after = self._chained(end)
        return [replace(one, sure=False) for one in self._provisions(key, read[0], at, end)] + more, after

    def _chained(self, at: int) -> tuple[list[_Found], int]:
        """Read what goes on without the word: "…del PIDCP, 8 de la CADH"."""
        found: list[_Found] = []
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

    def _instrument_first(self, at: int) -> tuple[list[_Found], int]:
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
            return [_Found(alone, False)], end
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

    def _provisions(self, key: str, places: list[Place], at: int, end: int) -> list[_Found]:
        kind = self._known.instruments[key].kind
        return [
            _Found(
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

    def _unnamed(self, at: int, places: list[Place], after: int) -> list[_Found]:
        rest = self._folded.words[self._tokens[after - 1].end : self._tokens[after - 1].end + 90]
        start = self._folded.offsets[self._tokens[after - 1].end]
        length = len(re.match(r"[^.;,)]*", rest).group())  # type: ignore[union-attr]
        end = self._folded.offsets[self._tokens[after - 1].end + length]
        named = re.sub(
            r"^(?:de la|de los|de las|del|de|of the|of)\s+", "", self._text[start:end].strip(), flags=re.I
        )
        return [
            _Found(
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

    # Documents --------------------------------------------------------------------------------------

    def _document(self, at: int) -> tuple[list[_Found], int]:
        token = self._tokens[at]
        end = at + 1
        case = None
        if token.sign is Sign.REPORT:
            case, end = self._petition_after(end)
        if token.sign is Sign.SYMBOL and self._reader.is_mark(end, "-") and self._joint(end + 1):
            end += 2
        read = pinpoint(self._reader, end) or (
            self._further_pinpoint(end) if token.sign is Sign.REPORT else None
        )
        points, end = read or ([()], end)
        fields = self._document_fields(token, case)
        return self._with_points(at, end, points, fields), end

    def _joint(self, at: int) -> bool:
        return self._reader.token(at).sign is Sign.SYMBOL

    def _petition_after(self, at: int) -> tuple[str | None, int]:
        after = at
        while after < at + 3 and self._reader.is_mark(after, ",.;("):
            after += 1
        token = self._reader.token(after)
        return (token.words, after + 1) if token.sign is Sign.PETITION else (None, at)

    def _document_fields(self, token: Token, case: str | None) -> dict[str, str | None]:
        words = token.words
        match token.sign:
            case Sign.OPINION:
                number, _, year = words.partition("/")
                name = f"OC-{number}/{year[-2:]}" if year else f"OC-{number}"
                return {"kind": Kind.OPINION, "instrument": _COURT, "number": name}
            case Sign.SERIES:
                return {"kind": Kind.JUDGMENT, "instrument": _COURT, "number": words}
            case Sign.REPORT:
                return {"kind": Kind.REPORT, "instrument": _COMMISSION, "number": words, "case": case}
            case Sign.PETITION:
                return {"kind": Kind.REPORT, "instrument": _COMMISSION, "case": words}
            case Sign.APPLICATION:
                return {"kind": Kind.JUDGMENT, "instrument": _EUROPEAN, "number": words}
        return self._symbol_fields(words)

    def _symbol_fields(self, symbol: str) -> dict[str, str | None]:
        comment = self._known.comment_by_symbol.get(symbol.upper())
        if comment is None:
            own = re.fullmatch(r"(CCPR|CERD|CEDAW|CAT|CRC|CMW|CRPD|CED)/C/GC/(\d+)(?:/Rev\.\d+)?", symbol)
            economic = re.fullmatch(r"E/C\.12/(GC)/(\d+)(?:/Rev\.\d+)?", symbol)
            if own:
                comment = own.group(1), str(int(own.group(2)))
            elif economic:
                comment = "CESCR", str(int(economic.group(2)))
        if comment:
            key, number = comment
            return {"kind": Kind.GENERAL_COMMENT, "instrument": key, "number": number, "symbol": symbol}
        key_of_text = self._known.instrument_by_symbol.get(symbol.upper())
        if key_of_text:
            return {"kind": Kind.PROVISION, "instrument": key_of_text, "symbol": symbol}
        return {"kind": Kind.DOCUMENT, "symbol": symbol}

    def _with_points(self, at: int, end: int, points: Points, fields: dict[str, str | None]) -> list[_Found]:
        kind = Kind(fields["kind"] or Kind.DOCUMENT)
        rest = {name: value for name, value in fields.items() if name != "kind"}
        found = []
        for parts in points:
            if kind is Kind.PROVISION and parts:
                one = self._citation(kind, at, end, article=parts[0], parts=parts[1:], **rest)
            else:
                one = self._citation(kind, at, end, parts=parts, **rest)
            found.append(_Found(one, True))
        return found

    def _committee_at(self, at: int) -> tuple[str, int] | None:
        """Read the name of a committee that begins at a token: (key, next token)."""
        token = self._reader.token(at)
        if token.sign not in {Sign.WORD, Sign.INSTRUMENT}:
            return None
        name = longest_name(self._folded.words, token.start, self._known.committee_names)
        if name is None:
            return None
        after = at
        while after < len(self._tokens) and self._tokens[after].start < name[1]:
            after += 1
        return name[0][0], after

    def _committee_before_comment(self, at: int) -> tuple[str, int] | None:
        """Read "Human Rights Committee, general comment No. 35": (committee, token of the comment)."""
        found = self._committee_at(at)
        if found is None:
            return None
        key, after = found
        for ahead in range(after, after + 7):
            token = self._reader.token(ahead)
            if token.sign is Sign.COMMENT:
                return key, ahead
            skipped = self._reader.is_mark(ahead, ",:()'\"-.") or token.words in (
                _CONNECTING | {"s", "su", "its", "joint", "un", "committee"}
            )
            if not skipped:
                if token.sign is Sign.INSTRUMENT or self._committee_at(ahead):
                    continue  # "(CRC)" after the full name
                return None
        return None

    def _comments(self, start: int, committee: str | None, at: int) -> tuple[list[_Found], int]:
        """Read a general comment: its committee, where it follows, and its paragraphs."""
        end, points = at + 1, None
        ahead = end
        while ahead < end + _LOOK_AHEAD and ahead < len(self._tokens):
            token = self._tokens[ahead]
            points = pinpoint_word(self._reader, ahead)
            if points or self._reader.is_mark(ahead, ";"):
                break
            if token.sign is Sign.NUMBER and self._reader.is_mark(ahead - 1, "["):
                points = pinpoint(self._reader, ahead - 1)
                break
            if self._ends_comment(ahead, committee):
                break
            named = self._committee_at(ahead) if committee is None else None
            if named:
                committee, end = named
                ahead = end
                continue
            ahead += 1
        if points is None:
            direct = pinpoint(self._reader, at + 1)
            points, end = (direct[0], direct[1]) if direct else ([()], end)
        else:
            points, end = points
        found: list[_Found] = []
        for number in self._tokens[at].words.split(","):
            fields = {"kind": Kind.GENERAL_COMMENT, "instrument": committee, "number": number}
            found += self._with_points(start, end, points, fields)
        return found, end

    def _ends_comment(self, at: int, committee: str | None) -> bool:
        """Say whether a new citation or sentence begins here."""
        token = self._tokens[at]
        if token.sign in {Sign.COMMENT, Sign.CASE, Sign.SERIES, Sign.OPINION, Sign.REPORT, Sign.SYMBOL}:
            return token.sign is not Sign.SYMBOL
        if token.sign is Sign.INSTRUMENT and self._committee_at(at) is None:
            return False
        following = self._reader.token(at + 1)
        if token.sign is Sign.MARK and token.words == "." and following.sign is Sign.WORD:
            letter = self._text[self._folded.offsets[following.start]]
            return letter.isupper() and not self._reader.glued(at + 1)
        return False

    # Cases ------------------------------------------------------------------------------------------

    def _case(self, at: int) -> tuple[list[_Found], int]:
        """Read "Caso Radilla Pacheco vs. México, párr. 139"."""
        after = at + 1
        while self._reader.is_mark(after, "\"'“("):
            after += 1
        token = self._reader.token(after)
        if token.start < 0:
            return [], at + 1
        named = longest_name(self._folded.words, token.start, self._known.case_names)
        versus = _CASE_NAME.match(self._folded.words, token.start)
        if named and (not versus or versus.start(2) <= named[1] + 60):
            return self._known_case(at, named)
        if versus is None:
            return [], at + 1
        return self._unknown_case(at, token, versus)

    def _case_without_word(self, at: int) -> tuple[list[_Found], int]:
        """Read "Radilla Pacheco vs. México" and, at the very beginning, "Radilla Pacheco, párr. 139"."""
        token = self._tokens[at]
        if token.sign is not Sign.WORD:
            return [], at + 1
        named = longest_name(self._folded.words, token.start, self._known.case_names)
        if named is None:
            return [], at + 1
        rest = self._folded.words[named[1] : named[1] + 60]
        versus = re.match(r"['\" )(]*(?:y otr[oa]s? |et al\.? )?(?:vs?\b\.?|contra )", rest)
        if not versus and not (at == 0 and pinpoint(self._reader, self._token_after(at, named[1]))):
            return [], at + 1
        return self._known_case(at, named)

    def _token_after(self, at: int, offset: int) -> int:
        while at < len(self._tokens) and self._tokens[at].start < offset:
            at += 1
        return at

    def _known_case(self, at: int, named: tuple[tuple[str, ...], int]) -> tuple[list[_Found], int]:
        keys, stop = named
        case = self._known.cases[keys[0]]
        end = self._token_after(at, stop)
        state_end = self._state_after(end)
        if state_end is not None:
            named_state, after = state_end
            if named_state not in {" ".join(fold_name(name)) for name in case.states.values()}:
                return self._case_of_other_state(at, after)
            end = after
        return self._judgment(at, end, keys[0], None)

    def _state_after(self, at: int) -> tuple[str, int] | None:
        """Read "vs. México" after the name of a case: (State, next token)."""
        for ahead in range(at, at + 8):
            token = self._reader.token(ahead)
            if token.start < 0 or self._reader.is_mark(ahead, ",;:"):
                return None
            if token.words in {"v", "vs", "contra", "c"}:
                ahead += 1 + self._reader.is_mark(ahead + 1, ".")
                while (
                    self._reader.token(ahead).words in {"la", "el", "the"}
                    and (self._reader.token(ahead + 1).words) != "salvador"
                ):
                    ahead += 1
                name = self._state_name(ahead)
                return name
        return None

    def _state_name(self, at: int) -> tuple[str, int] | None:
        states = (
            {fold_name(name) for case in self._known.cases.values() for name in case.states.values()}
            if self._states is None
            else self._states
        )
        self._states = states
        for length in (4, 3, 2, 1):
            words = tuple(self._reader.token(ahead).words for ahead in range(at, at + length))
            if words in states:
                return " ".join(words), at + length
        return None

    _states: set[tuple[str, ...]] | None = None

    def _case_of_other_state(self, at: int, end: int) -> tuple[list[_Found], int]:
        return self._judgment(at, end, None, self._slice(at + (self._tokens[at].sign is Sign.CASE), end))

    def _unknown_case(self, at: int, token: Token, versus: re.Match[str]) -> tuple[list[_Found], int]:
        state = versus.group(2)
        known = self._state_name(self._token_after(at, versus.start(2)))
        if known:
            end = known[1]
        else:
            first_word = re.match(r"[a-z]+(?: [a-z]+)?", state)
            end = self._token_after(at, versus.start(2) + len(first_word.group() if first_word else state))
        start = self._folded.offsets[token.start]
        name = self._text[start : self._folded.offsets[self._tokens[end - 1].end]]
        return self._judgment(at, end, None, " ".join(name.split()))

    def _slice(self, at: int, end: int) -> str:
        start, stop = self._folded.span(self._tokens[at].start, self._tokens[end - 1].end)
        return " ".join(self._text[start:stop].split())

    def _judgment(self, at: int, end: int, number: str | None, name: str | None) -> tuple[list[_Found], int]:
        """Read on after the name of a case to its series and its paragraphs."""
        court, points = _COURT, None
        for ahead in range(end, min(end + _LOOK_AHEAD, len(self._tokens))):
            token = self._tokens[ahead]
            points = pinpoint_word(self._reader, ahead)
            if points or self._reader.is_mark(ahead, ";"):
                break
            if token.sign is Sign.SERIES and token.words[0] == "C":
                number, end = token.words, ahead + 1
            elif token.sign is Sign.APPLICATION:
                court, number, end = _EUROPEAN, token.words, ahead + 1
            elif self._reader.is_mark(ahead, "[") and end == ahead:
                points = pinpoint(self._reader, ahead)
                break
            elif token.sign not in {Sign.WORD, Sign.NUMBER, Sign.MARK}:
                break
        found_points, end = points or ([()], end)
        fields: dict[str, str | None] = {
            "kind": Kind.JUDGMENT,
            "instrument": court if number or not name else None,
            "number": number,
            "case": name,
        }
        return self._with_points(at, end, found_points, fields), end

    def _further_pinpoint(self, at: int) -> tuple[Points, int] | None:
        for ahead in range(at, min(at + _LOOK_AHEAD // 2, len(self._tokens))):
            points = pinpoint_word(self._reader, ahead)
            if points:
                return points
            if self._reader.is_mark(ahead, ";") or self._tokens[ahead].sign not in {
                Sign.WORD,
                Sign.NUMBER,
                Sign.MARK,
                Sign.CASE,
            }:
                return None
        return None

    def _citation(self, kind: Kind, at: int, end: int, **fields: object) -> Citation:
        start, stop = self._folded.span(self._tokens[at].start, self._tokens[end - 1].end)
        return Citation(kind, start, stop, self._text[start:stop], **fields)  # type: ignore[arg-type]


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
