"""Sentences from templates, and the numbering of what they cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from string import Formatter

from tequio.engines.briefing import wording
from tequio.engines.briefing.facts import Commitment, Name, NextSession, Quote, Record, Session
from tequio.engines.briefing.parts import Citation, Run, Sentence, Style

# A quote is cut where it is longer than this; an action that only names its commitment much earlier.
LONGEST_QUOTE = 900
LONGEST_NAMING = 160

Slot = str | int | date | Name | Quote | Run | Sequence[Run]


class Writer:
    """Writes sentences in one language and numbers the records they cite in order of first use.

    Args:
        language: es or en.
        longest: characters after which a quote is cut and the cut marked; None cuts none.
    """

    def __init__(self, language: str, longest: int | None = LONGEST_QUOTE) -> None:
        self.language = language
        self._longest = longest
        self._numbers: dict[str, int] = {}
        self._records: list[Record] = []

    def cite(self, records: Iterable[Record]) -> tuple[int, ...]:
        """Number records, each once, and give their numbers, ascending."""
        found = set()
        for record in records:
            if record.mark not in self._numbers:
                self._records.append(record)
                self._numbers[record.mark] = len(self._records)
            found.add(self._numbers[record.mark])
        return tuple(sorted(found))

    def say(self, key: str, *cited: Record, level: int = 0, see: str = "", **filled: Slot) -> Sentence:
        """Write the sentence of a key of `wording.SENTENCES`.

        Args:
            key: which sentence.
            cited: the records on which it rests.
            level: how deep it stands in a list.
            see: code of the section that cites what it counts.
            filled: what stands in its braces.
        """
        return self.fill(key, cited, filled, level, see)

    def fill(
        self, key: str, cited: Iterable[Record], filled: Mapping[str, Slot], level: int = 0, see: str = ""
    ) -> Sentence:
        """Write the sentence of a key, as `say` does."""
        template = wording.SENTENCES[key][wording.column(self.language)]
        return Sentence(self._runs(template, filled), self.cite(cited), see, level)

    def runs(self, key: str, **filled: Slot) -> tuple[Run, ...]:
        """Write a part of a sentence."""
        return self._runs(wording.SENTENCES[key][wording.column(self.language)], filled)

    def _runs(self, template: str, filled: Mapping[str, Slot]) -> tuple[Run, ...]:
        runs: list[Run] = []
        for words, name, article, _conversion in Formatter().parse(template):
            runs.append(Run(words))
            if name:
                slot = filled[name]
                runs += self._slot(wording.with_article(str(slot), article) if article else slot)
        return _capital(_closed(_joined(runs)))

    def _slot(self, slot: Slot) -> list[Run]:
        if isinstance(slot, Run):
            return [slot]
        if isinstance(slot, Quote):
            return [self.quoted(slot)]
        if isinstance(slot, Name):
            return [Run(slot.words(self.language))]
        if isinstance(slot, date):
            return [Run(self.day(slot))]
        if isinstance(slot, str | int):
            return [Run(str(slot))]
        return list(slot)

    def quoted(self, quote: Quote, most: int | None = None) -> Run:
        """Set words as a quote, cut after `most` characters, or where the writer cuts."""
        language = "" if quote.language == self.language else quote.language
        words, longest = " ".join(quote.words.split()), most or self._longest
        return Run(wording.shortened(words, longest) if longest else words, Style.QUOTE, language)

    def naming(self, commitment: Commitment) -> Run:
        """Name a commitment by its action, in its own words."""
        quote = Quote(commitment.action, commitment.quote.language)
        return self.quoted(Quote(quote.words.rstrip(" .;,"), quote.language), LONGEST_NAMING)

    def term(self, key: str, **filled: object) -> str:
        """Give a term."""
        return wording.term(key, self.language, **filled)

    def counted(self, key: str, n: int) -> str:
        """Write a number with its words."""
        return wording.counted(key, n, self.language)

    def numbers(self, commitments: Iterable[Commitment | int]) -> str:
        """Write the numbers of commitments, ascending."""
        found = {n for one in commitments for n in ([one] if isinstance(one, int) else one.numbers)}
        return wording.numbers(sorted(found), self.language)

    def names(self, names: Sequence[Name], text: str = "") -> str:
        """Join names; words as they stood where nobody is known by name."""
        joined = wording.listed([name.words(self.language) for name in names], self.language)
        return joined or text

    def day(self, on: date) -> str:
        """Write a day."""
        return wording.day(on, self.language)

    def partial(self, written: str) -> str:
        """Write a partial date."""
        return wording.partial(written, self.language)

    def period(self, following: NextSession) -> Run:
        """Write when the next session is due: a date in words, other words as their source has them."""
        words = self.partial(following.period)
        is_worded = words == following.period and not words.isdigit()
        return Run(words, Style.QUOTE if is_worded else Style.PLAIN)

    def session(self, session: Session) -> str:
        """Name a session among those of its mechanism: its edition, else its date."""
        if session.edition:
            return wording.edition(session.edition, self.language)
        if session.starts:
            return self.term("session_of", when=self.partial(session.starts))
        return self.term("session_undated")

    def citations(self) -> tuple[Citation, ...]:
        """Give all that was cited so far, as the annex writes it."""
        return tuple(Citation(n, record, self._cited(record)) for n, record in enumerate(self._records, 1))

    def _cited(self, record: Record) -> str:
        label = f"{self.term(f'kind_{record.kind}')} {wording.numbers([record.number], self.language)}"
        source = record.source
        about = self.term("about", n=record.about) if record.about is not None else ""
        place = [
            source.title,
            self.term("paragraph", n=source.paragraph) if source.paragraph else "",
            self.term("at_page", n=source.page) if source.page else "",
            source.place,
        ]
        head = " ".join(filter(None, (label, f"({about})" if about else "")))
        return ". ".join(filter(None, (head, ", ".join(filter(None, place))))) + "."


def _joined(runs: Iterable[Run]) -> list[Run]:
    found: list[Run] = []
    for run in runs:
        if not run.words:
            continue
        if found and (found[-1].style, found[-1].language) == (run.style, run.language) == (Style.PLAIN, ""):
            found[-1] = Run(found[-1].words + run.words)
        else:
            found.append(run)
    return found


def _closed(runs: list[Run]) -> list[Run]:
    """End a sentence with one stop: after a quote that has its own, without a second one."""
    if len(runs) > 1 and runs[-2].style is Style.QUOTE and runs[-1].words in {".", ")."}:
        quote = runs[-2]
        runs[-2] = Run(
            quote.words.rstrip(" .;,") if runs[-1].words == "." else quote.words, quote.style, quote.language
        )
    elif runs and runs[-1].style is Style.QUOTE and runs[-1].words[-1:] not in ".!?…]":
        runs.append(Run("."))
    return runs


def _capital(runs: list[Run]) -> tuple[Run, ...]:
    if runs and runs[0].style is Style.PLAIN:
        words = runs[0].words
        runs[0] = Run(words[:1].upper() + words[1:])
    return tuple(runs)
