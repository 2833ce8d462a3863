"""The world that citations speak of: instruments, committees with their general comments, and cases.

The grammar knows none of them by itself: they are an argument. `shipped` gives the lists that come with the
engine; an application adds those of its own library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

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
        unit: what its provisions are called, "article", "principle" or "rule".
        bare: words that mean it only beside an article, "constitucional".
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
    bare: tuple[str, ...] = ()

    def called(self, language: str) -> str:
        """Give its short form in a language, else its title, else its key."""
        return self.acronyms.get(language) or self.titles.get(language) or self.key


@dataclass(frozen=True, slots=True)
class Comment:
    """A general comment or general recommendation.

    Args:
        number: of the committee's own count, "35".
        symbol: of the document that holds it; two, joined by " - ", for a joint one.
        year: of adoption or publication, or None.
    """

    number: str
    symbol: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Committee:
    """A treaty body with its general comments or general recommendations.

    Args:
        key: "CCPR".
        titles: language -> full name.
        names: short forms and other names in any language.
        comments: number -> general comment.
        recommends: whether it calls them general recommendations.
    """

    key: str
    titles: Mapping[str, str]
    names: tuple[str, ...] = ()
    comments: Mapping[str, Comment] = field(default_factory=dict)
    recommends: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A judgment of the Inter-American Court.

    Args:
        number: series and number, "C209".
        titles: language -> name without the State, "Radilla Pacheco".
        states: language -> the State that was judged, "México".
        names: other names, "Campo Algodonero".
        stage: what was judged, letters in their order: P or p preliminary objections (several, one),
            F merits, R reparations and costs; C competence, I interpretation; empty where not known.
        day: of the judgment, or None.
    """

    number: str
    titles: Mapping[str, str]
    states: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    stage: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """An advisory opinion of the Inter-American Court.

    Args:
        number: in the Court's own count, 23.
        year: of its adoption.
        titles: language -> what it is about; may be empty.
    """

    number: int
    year: int
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The form in which it is cited: "OC-23/17"."""
        return f"OC-{self.number}/{self.year % 100:02d}"


# Words that writers put into a name, leave out or change; a name is compared without them.
FILLERS = frozenset(
    {
        *(
            "de",
            "del",
            "la",
            "las",
            "el",
            "los",
            "lo",
            "y",
            "e",
            "sobre",
            "por",
            "en",
            "relativa",
            "relativo",
        ),
        *("of", "the", "and", "on", "for", "to", "in", "relating"),
        *("no", "nos", "num", "n", "nro", "numero", "number"),
    }
)
# A document that belongs to one general comment alone, unlike a yearly report that holds several.
_OWN_SYMBOL = re.compile(r"(?!A/|HRI/|E/1)")


class Node:
    """A word in a trie of names.

    Args:
        keys: what is called by the words up to here, in the order of the list.
    """

    __slots__ = ("keys", "words")

    def __init__(self) -> None:
        self.words: dict[str, Node] = {}
        self.keys: list[str] = []


def trie(names: Iterable[tuple[str, str]]) -> Node:
    """Build a trie from pairs of name and key; names are compared without accents and fillers."""
    root = Node()
    for name, key in names:
        node = root
        for word in fold_name(name):
            if word not in FILLERS:
                node = node.words.setdefault(word, Node())
        if node is not root and key not in node.keys:
            node.keys.append(key)
    return root


class Instruments:
    """What is known to exist, with the names under which a text may speak of it.

    Args:
        instruments: treaties, declarations, constitutions; where two share a name the first has it.
        committees: treaty bodies.
        cases: judgments of the Inter-American Court; of one name the judgment on the merits is meant.
        opinions: its advisory opinions.

    Raises:
        ListIsWrong: two entries of a list have one key.
    """

    def __init__(
        self,
        instruments: Iterable[Instrument] = (),
        committees: Iterable[Committee] = (),
        cases: Iterable[Case] = (),
        opinions: Iterable[Opinion] = (),
    ) -> None:
        self.instruments = _by_key((one.key, one) for one in instruments)
        self.committees = _by_key((one.key, one) for one in committees)
        self.cases = _by_key((one.number, one) for one in cases)
        self.opinions = _by_key((str(one.number), one) for one in opinions)
        self.instrument_by_symbol = {
            plain_symbol(symbol): one.key for one in self.instruments.values() for symbol in one.symbols
        }
        self.comment_by_symbol = {
            plain_symbol(symbol): (committee.key, comment.number)
            for committee in self.committees.values()
            for comment in committee.comments.values()
            for symbol in reversed(comment.symbol.split(" - "))
            if _OWN_SYMBOL.match(symbol)
        }
        self.names = trie(self._instrument_names())
        # "refugee" and "Rome" are words; as keys they count in the form of an id alone, "REFUGEE.33".
        self.word_keys = frozenset(
            one.key
            for one in self.instruments.values()
            if one.key not in {*one.acronyms.values(), *one.names}
            and any(
                one.key.lower() in fold_name(name)
                for name in (*one.titles.values(), *one.acronyms.values(), *one.names)
            )
        )
        self.bare_names = trie((name, i.key) for i in self.instruments.values() for name in i.bare)
        self.committee_names = trie(self._committee_names())
        self.case_names = trie(self._case_names())
        self.state_names = {fold_name(name) for one in self.cases.values() for name in one.states.values()}

    def _instrument_names(self) -> Iterable[tuple[str, str]]:
        for one in self.instruments.values():
            for name in (one.key, *one.titles.values(), *one.acronyms.values(), *one.names):
                yield name, one.key

    def _committee_names(self) -> Iterable[tuple[str, str]]:
        for one in self.committees.values():
            for name in (one.key, *one.titles.values(), *one.names):
                yield name, one.key

    def _case_names(self) -> Iterable[tuple[str, str]]:
        for one in sorted(self.cases.values(), key=lambda case: "F" not in case.stage):
            for name in (*one.titles.values(), *one.names):
                yield name, one.number

    def extended(self, instruments: Iterable[Instrument]) -> Instruments:
        """Give a lookup that knows more; an instrument with a key that is known replaces it."""
        merged = self.instruments | {one.key: one for one in instruments}
        return Instruments(
            merged.values(), self.committees.values(), self.cases.values(), self.opinions.values()
        )


_Entry = TypeVar("_Entry")


def _by_key(pairs: Iterable[tuple[str, _Entry]]) -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    for key, entry in pairs:
        if key in found:
            raise ListIsWrong(f"Two entries of the list have the key {key}.")
        found[key] = entry
    return found


def plain_symbol(symbol: str) -> str:
    """Give a document symbol as it is compared: capitals and no blanks."""
    return "".join(symbol.upper().split())
