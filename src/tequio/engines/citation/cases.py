"""Third stage, cases: the name of a case, its series where it is given, and its paragraphs."""

from __future__ import annotations

import re

from tequio.engines.citation.documents import COURT, EUROPEAN_COURT, LOOK_AHEAD
from tequio.engines.citation.folding import fold_name
from tequio.engines.citation.lexing import Sign, Token, longest_name
from tequio.engines.citation.pinpoints import pinpoint, pinpoint_word
from tequio.engines.citation.sources import Found, Stage
from tequio.engines.citation.types import Kind

_CASE_NAME = re.compile(
    r"((?:et al\.|[^;:.]){2,110}?),? (?:vs?\b\.?|contra\b|c\.) ?(?:la |el |the |los )?([a-z][a-z ]{2,40})"
)

_OTHER_CASE = re.compile(r"\b(?:casos?|cases?|nota|note|parrs?|paras?)\b")
_ENDING = re.compile(r"['\"() ]*(?:(?:y|and) (?:otr[oa]s?|familiares|others|family)|et al\.?)?['\"() ]*")
# Words that tell an order of the Court from its judgment in the case.
_ORDERS = frozenset({"resolucion", "resoluciones", "order", "orders"})


def _is_whole(between: str) -> bool:
    """Say whether nothing of a name stands between a known name and the word "vs."."""
    return _ENDING.fullmatch(between) is not None or any(mark in between for mark in ",.;")


class Cases(Stage):
    """Reads judgments by the name of their case."""

    def after_word(self, at: int) -> tuple[list[Found], int]:
        """Read "Caso Radilla Pacheco vs. México, párr. 139"."""
        after = at + 1
        while self._reader.is_mark(after, "\"'“("):
            after += 1
        token = self._reader.token(after)
        if token.start < 0:
            return [], at + 1
        named = longest_name(self._folded.words, token.start, self._known.case_names)
        versus = _CASE_NAME.match(self._folded.words, token.start)
        if named and (versus is None or _is_whole(self._folded.words[named[1] : versus.end(1)])):
            return self._known_case(at, named)
        if versus is None or not self._is_name(versus):
            return [], at + 1
        return self._unknown_case(at, token, versus)

    def without_word(self, at: int) -> tuple[list[Found], int]:
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

    def _is_name(self, versus: re.Match[str]) -> bool:
        """Say whether words before "vs." are the name of a case and not a sentence."""
        return self._text[self._folded.offsets[versus.start()]].isupper() and not _OTHER_CASE.search(
            versus.group(1)
        )

    def _known_case(self, at: int, named: tuple[tuple[str, ...], int]) -> tuple[list[Found], int]:
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
                return self._state_name(ahead + 1 + self._reader.is_mark(ahead + 1, "."))
        return None

    def _state_name(self, at: int) -> tuple[str, int] | None:
        """Read the name of a State, with or without its article: (name, next token)."""
        starts = (at, at + 1) if self._reader.token(at).words in {"la", "el", "the", "los"} else (at,)
        for start in starts:
            for length in (4, 3, 2, 1):
                words = tuple(self._reader.token(ahead).words for ahead in range(start, start + length))
                if words in self._known.state_names:
                    return " ".join(words), start + length
        return None

    def _case_of_other_state(self, at: int, end: int) -> tuple[list[Found], int]:
        return self._judgment(at, end, None, self._slice(at + (self._tokens[at].sign is Sign.CASE), end))

    def _unknown_case(self, at: int, token: Token, versus: re.Match[str]) -> tuple[list[Found], int]:
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

    def _judgment(self, at: int, end: int, number: str | None, name: str | None) -> tuple[list[Found], int]:
        """Read on after the name of a case to its series and its paragraphs."""
        court, points = COURT, None
        for ahead in range(end, min(end + LOOK_AHEAD, len(self._tokens))):
            token = self._tokens[ahead]
            points = pinpoint_word(self._reader, ahead)
            if points or self._reader.is_mark(ahead, ";"):
                break
            if token.words in _ORDERS:
                return [], ahead
            if token.sign is Sign.SERIES and token.words[0] == "C":
                number, end = token.words, ahead + 1
            elif token.sign is Sign.APPLICATION:
                court, number, end = EUROPEAN_COURT, token.words, ahead + 1
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
