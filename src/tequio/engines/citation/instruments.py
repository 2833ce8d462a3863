"""The world that citations speak of: instruments, committees with their general comments, and cases.

The engine knows none of them by itself. `shipped` reads the lists that come with it (`instruments.toml`,
`committees.toml`, `cases.tsv`); an application adds those of its own library.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tequio.engines.citation.errors import ListIsWrong
from tequio.engines.citation.folding import fold_name


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, declaration or constitution.

    Args:
        key: stable key, "ICCPR".
        titles: language -> full title.
        acronyms: language -> usual short form, "PIDCP"; may lack a language.
        names: other names in any language, "Pacto de San José".
        articles: number of its last article; None where not known, then no article is refused.
        inserted: articles with letters or "bis" between the numbered ones, "8bis".
        kind: "treaty", "declaration", "constitution", "agreement" or "principles".
        adopted: day of adoption or signature, or None.
        in_force: day of entry into force, or None.
        series: where it is published: "999 UNTS 171", "O.A.S. Treaty Series No. 36"; empty where not known.
        symbols: symbols of documents that hold its text, "A/RES/217(III)".
        unit: what its provisions are called, "article" or "principle".
    """

    key: str
    titles: Mapping[str, str]
    acronyms: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    articles: int | None = None
    inserted: frozenset[str] = frozenset()
    kind: str = "treaty"
    adopted: date | None = None
    in_force: date | None = None
    series: str = ""
    symbols: tuple[str, ...] = ()
    unit: str = "article"

    def called(self, language: str) -> str:
        """Give its short form in a language, else its title, else its key."""
        return self.acronyms.get(language) or self.titles.get(language) or self.key


@dataclass(frozen=True, slots=True)
class Committee:
    """A treaty body with its general comments or general recommendations.

    Args:
        key: "CCPR".
        titles: language -> full name.
        names: short forms and other names in any language.
        comments: number -> (symbol, year) of each general comment.
        recommends: whether it calls them general recommendations.
    """

    key: str
    titles: Mapping[str, str]
    names: tuple[str, ...] = ()
    comments: Mapping[str, tuple[str, int | None]] = field(default_factory=dict)
    recommends: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A judgment of the Inter-American Court.

    Args:
        number: series and number, "C209".
        titles: language -> name of the case, "Radilla Pacheco vs. México".
        names: other names, "Campo Algodonero".
        stage: language -> what was judged; empty where not known.
        day: of the judgment, or None.
    """

    number: str
    titles: Mapping[str, str]
    names: tuple[str, ...] = ()
    stage: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None


_Node = dict[str, Any]  # word -> node; "" -> what ends here


class Instruments:
    """What is known to exist, with the names under which a text may speak of it.

    Args:
        instruments: treaties, declarations, constitutions.
        committees: treaty bodies.
        cases: judgments of the Inter-American Court.

    Raises:
        ListIsWrong: two instruments have one key.
    """

    def __init__(
        self,
        instruments: Iterable[Instrument] = (),
        committees: Iterable[Committee] = (),
        cases: Iterable[Case] = (),
    ) -> None:
        self.instruments: dict[str, Instrument] = {}
        for instrument in instruments:
            if instrument.key in self.instruments:
                raise ListIsWrong(f"Two instruments have the key {instrument.key}.")
            self.instruments[instrument.key] = instrument
        self.committees = {committee.key: committee for committee in committees}
        self.cases = {case.number: case for case in cases}
        self.by_symbol = {
            plain_symbol(symbol): instrument.key
            for instrument in self.instruments.values()
            for symbol in instrument.symbols
        }
        self.comment_by_symbol = {
            plain_symbol(symbol): (committee.key, number)
            for committee in self.committees.values()
            for number, (symbols, _year) in committee.comments.items()
            for symbol in symbols.split(" - ")
        }
        self.names = _trie(self._names())
        self.committee_names = _trie(
            (name, committee.key)
            for committee in self.committees.values()
            for name in (committee.key, *committee.titles.values(), *committee.names)
        )

    def _names(self) -> Iterable[tuple[str, str]]:
        for instrument in self.instruments.values():
            own = (instrument.key, *instrument.titles.values(), *instrument.acronyms.values())
            for name in (*own, *instrument.names):
                yield name, instrument.key

    def extended(self, instruments: Iterable[Instrument]) -> Instruments:
        """Give a lookup that knows more; an instrument with a key that is known replaces it."""
        merged = self.instruments | {instrument.key: instrument for instrument in instruments}
        return Instruments(merged.values(), self.committees.values(), self.cases.values())


def _trie(names: Iterable[tuple[str, str]]) -> _Node:
    root: _Node = {}
    for name, key in names:
        words = fold_name(name)
        node = root
        for word in words:
            node = node.setdefault(word, {})
        if words:
            node.setdefault("", key)
    return root


def plain_symbol(symbol: str) -> str:
    """Give a document symbol as it is compared: capitals, no blanks and no stray stops."""
    return "".join(symbol.upper().split())
