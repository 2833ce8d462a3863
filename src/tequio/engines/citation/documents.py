"""Third stage, documents: symbols, reports, opinions, judgments by their series; general comments."""

from __future__ import annotations

import re

from tequio.engines.citation.lexing import Sign, Token, longest_name
from tequio.engines.citation.pinpoints import Points, pinpoint, pinpoint_word
from tequio.engines.citation.sources import Found, Stage
from tequio.engines.citation.types import Kind

COURT, _COMMISSION, EUROPEAN_COURT = "IACTHR", "IACHR", "ECTHR"
# Tokens between a document and its paragraph, over a title, a date, a note.
LOOK_AHEAD = 70
_CONNECTING = frozenset("de del la el los las of the s su its joint un committee by from".split())


class Documents(Stage):
    """Reads documents that a fixed form tells."""

    def read(self, at: int) -> tuple[list[Found], int]:
        """Read a symbol, series, report, opinion or application with its paragraphs."""
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
                return {"kind": Kind.OPINION, "instrument": COURT, "number": name}
            case Sign.SERIES:
                return {"kind": Kind.JUDGMENT, "instrument": COURT, "number": words}
            case Sign.REPORT:
                return {"kind": Kind.REPORT, "instrument": _COMMISSION, "number": words, "case": case}
            case Sign.PETITION:
                return {"kind": Kind.REPORT, "instrument": _COMMISSION, "case": words}
            case Sign.APPLICATION:
                return {"kind": Kind.JUDGMENT, "instrument": EUROPEAN_COURT, "number": words}
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
        return {"kind": Kind.DOCUMENT, "symbol": symbol}

    def _further_pinpoint(self, at: int) -> tuple[Points, int] | None:
        for ahead in range(at, min(at + LOOK_AHEAD // 2, len(self._tokens))):
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


class Comments(Stage):
    """Reads general comments with their committee before or after them."""

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

    def committee_before(self, at: int) -> tuple[str, int] | None:
        """Read "Human Rights Committee, general comment No. 35": (committee, token of the comment)."""
        found = self._committee_at(at)
        if found is None:
            return None
        key, after = found
        for ahead in range(after, after + 7):
            token = self._reader.token(ahead)
            if token.sign is Sign.COMMENT:
                return key, ahead
            skipped = self._reader.is_mark(ahead, ",:()'\"-.") or token.words in (_CONNECTING)
            if not skipped:
                if token.sign is Sign.INSTRUMENT or self._committee_at(ahead):
                    continue  # "(CRC)" after the full name
                return None
        return None

    def read(self, start: int, committee: str | None, at: int) -> tuple[list[Found], int]:
        """Read a general comment: its committee, where it follows, and its paragraphs."""
        end, ahead = at + 1, at + 1
        points = pinpoint(self._reader, end)
        while points is None and ahead < end + LOOK_AHEAD and ahead < len(self._tokens):
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
        found_points, end = points or ([()], end)
        found: list[Found] = []
        for number in self._tokens[at].words.split(","):
            fields = {"kind": Kind.GENERAL_COMMENT, "instrument": committee, "number": number}
            found += self._with_points(start, end, found_points, fields)
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
