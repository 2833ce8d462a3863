"""What a file of standards says, whatever its shape: instruments, and the texts of their provisions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tequio.apps.library.standards.errors import RowProblem

LONGEST_WORDS = 200_000
LONGEST_KEY = 110
# What a database cannot hold in a text: NUL (PostgreSQL) and half characters.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CODE = re.compile(r"[\w][\w.()-]{0,59}")
LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of files that do not say it themselves (XML, HTML, PDF).

    Args:
        instrument: its short code, "CAT"; empty where the file says it.
        title: of the instrument, in the language of the file.
        kind: a value of `Instrument.Kind`.
        language: "es" or "en".
        body: the court or committee.
        symbol: document symbol or series.
        country: ISO 3166 code of a law's State.
        source: where the text was taken from.
        in_force_from: the day from which these words count, where that is known.
        is_certified: whether the depositary certifies the text.
    """

    instrument: str = ""
    title: str = ""
    kind: str = ""
    language: str = ""
    body: str = ""
    symbol: str = ""
    country: str = ""
    source: str = ""
    in_force_from: date | None = None
    is_certified: bool = False


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """An instrument as a file names it; titles, bodies and addresses by language."""

    code: str
    titles: Mapping[str, str]
    shorts: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    country: str = ""
    symbol: str = ""
    adopted: date | None = None
    year: int | None = None
    in_force: date | None = None

    def filled(self, other: InstrumentRow) -> InstrumentRow:
        """Give this one, with what another says where this one says nothing."""
        return InstrumentRow(
            self.code,
            {**other.titles, **self.titles},
            {**other.shorts, **self.shorts},
            {**other.bodies, **self.bodies},
            {**other.urls, **self.urls},
            self.kind or other.kind,
            self.country or other.country,
            self.symbol or other.symbol,
            self.adopted or other.adopted,
            self.year or other.year,
            self.in_force or other.in_force,
        )


@dataclass(frozen=True, slots=True)
class TextRow:
    """The words of one provision in one language.

    Args:
        instrument: code.
        key: stable identifier without the language, "ICCPR.14.3".
        number: as it is cited, "14.3".
        kind: a value of `Provision.Kind`.
        language: ISO 639-1.
        words: of the provision.
        heading: its title, or empty.
        parent: key of the article that holds it, or empty.
        source: where the words were taken from.
        document_key: identifier in the file, which comes back in results.
        text_kind: a value of `ProvisionText.Kind`.
        in_force_from: first day on which the words counted, or None.
        in_force_to: the day after the last, or None.
        is_certified: whether the depositary certifies them.
        line: in the file, from 1.
    """

    instrument: str
    key: str
    number: str
    kind: str
    language: str
    words: str
    heading: str = ""
    parent: str = ""
    source: str = ""
    document_key: str = ""
    text_kind: str = "official"
    in_force_from: date | None = None
    in_force_to: date | None = None
    is_certified: bool = False
    line: int = 0


@dataclass(slots=True)
class Sheet:
    """What one file says.

    Args:
        file_name: as the person named it.
        shape: "treaties", "corpus", "comments", "akoma-ntoso", "document" or "digest".
        instruments: code -> instrument.
        texts: in the file's order.
        problems: rows that cannot be kept.
    """

    file_name: str
    shape: str
    instruments: dict[str, InstrumentRow] = field(default_factory=dict)
    texts: list[TextRow] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    def refuse(self, line: int, sentence: str) -> None:
        """Note that a row cannot be kept."""
        self.problems.append(RowProblem(self.file_name, line, sentence))

    def add(self, instrument: InstrumentRow, text: TextRow) -> bool:
        """Take a row, or note what is wrong with it; say which."""
        sentence = _wrong(instrument, text)
        if sentence:
            self.refuse(text.line, sentence)
            return False
        known = self.instruments.setdefault(instrument.code, instrument)
        if instrument.titles.keys() - known.titles.keys():
            self.instruments[instrument.code] = known.filled(instrument)
        self.texts.append(text)
        return True


def _wrong(instrument: InstrumentRow, text: TextRow) -> str:
    """Give the first thing that is wrong with a row, or an empty string."""
    length, key = len(text.words), text.key
    ends_early = text.in_force_from and text.in_force_to and text.in_force_from >= text.in_force_to
    checks = (
        (
            not _CODE.fullmatch(instrument.code),
            f"“{instrument.code[:40]}” is no code of an instrument; use letters, digits and hyphens.",
        ),
        (not any(instrument.titles.values()), f"the instrument {instrument.code} has no title."),
        (
            not LANGUAGE.fullmatch(text.language),
            f"“{text.language[:20]}” is no language; write es or en.",
        ),
        (not length, f"{key or 'the row'} has no words."),
        (
            length > LONGEST_WORDS,
            f"{key} has {length:,} characters and a provision may have {LONGEST_WORDS:,}.",
        ),
        (
            not key.startswith(f"{instrument.code}.") or len(key) > LONGEST_KEY,
            f"the identifier “{key[:60]}” does not begin with {instrument.code[:40]} and a stop,"
            f" or is longer than {LONGEST_KEY} characters.",
        ),
        (bool(ends_early), f"{key} goes out of force before it comes into force."),
    )
    return next((sentence for is_wrong, sentence in checks if is_wrong), "")


def clean(value: object) -> str:
    """Give what a file says as text that a database holds, composed and without blanks at its ends."""
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("\ufffd", str(value or ""))).strip()
