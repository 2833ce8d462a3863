"""What a citation is once read, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What is cited."""

    PROVISION = "provision"
    GENERAL_COMMENT = "general comment"
    DOCUMENT = "document"
    JUDGMENT = "judgment"
    OPINION = "advisory opinion"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Citation:
    """One place that a text cites; "arts. 8 and 25" gives two with the same span.

    Args:
        kind: what is cited.
        start: first character of the citation in the text that was read.
        end: one past its last character.
        text: the characters of the citation as they stand.
        instrument: key of the instrument ("ICCPR"), of the committee ("CRC") or of the court or commission
            ("IACTHR"); None where none is named that is known.
        article: number of the article, "14" or "4bis"; None for a whole instrument and for documents.
        parts: what is below the article or document, outermost first: ("3", "g"), ("A", "II"), for
            documents the numbered paragraph ("148.3",). A paragraph that is counted but bears no number is
            "p3".
        symbol: symbol of a United Nations document in its usual spelling, "CCPR/C/GC/35".
        case: name of a case as written, "Radilla Pacheco vs. México".
        number: of a general comment ("35"), a judgment ("C209", its series and number), an opinion
            ("OC-23/17"), a report ("55/97") or an application to the European Court ("33401/02").
        named: the words that seem to name an instrument nobody knows; empty otherwise.
    """

    kind: Kind
    start: int
    end: int
    text: str
    instrument: str | None = None
    article: str | None = None
    parts: tuple[str, ...] = ()
    symbol: str | None = None
    case: str | None = None
    number: str | None = None
    named: str = ""

    @property
    def paragraph(self) -> str | None:
        """The first numbered part: the "3" of 14.3.g, the "12" of a document's paragraph 12."""
        return next((part for part in self.parts if any(c.isdigit() for c in part)), None)

    @property
    def letter(self) -> str | None:
        """The first part that is a small letter: the "g" of 14.3.g."""
        return next((part for part in self.parts if part.isalpha() and part.islower()), None)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a citation comes to.

    Args:
        citation: what was resolved.
        id: stable id, "ICCPR.14.3.g"; None where there is no such place.
        sentences: language -> one sentence on what is wrong and what to write instead.
    """

    citation: Citation
    id: str | None
    sentences: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, language: str = "en") -> str:
        """Give the sentence in a language, in English where there is none; empty where nothing is wrong."""
        return self.sentences.get(language) or self.sentences.get("en", "")
