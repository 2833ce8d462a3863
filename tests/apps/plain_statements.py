"""A statement of plain sentences and a finder for them, so that these tests do not hang on the engines."""

import io
import re

from tequio.apps.library.models import Intake
from tequio.apps.library.operations import take_in
from tequio.engines.extraction import (
    Commitment,
    Deadline,
    Findings,
    Kind,
    Meeting,
    Participant,
    Rejected,
    Strength,
)

STATEMENT = """Joint statement on human rights

Mexico was represented by Joel Hernández García.

1. Mexico and the United Kingdom agreed to exchange good practices on gender equality.

2. Mexico and the United Kingdom agreed to meet in London by June 2025.

3. Mexico intends to visit the Human Rights Council.

4. They discussed the death penalty.
"""

_AGREED = re.compile(r"(?P<who>[A-Z][^.\n]*?) (?P<verb>agreed|intends) to (?P<action>[^.\n]+)\.")
_DISCUSSED = re.compile(r"They discussed [^.]+\.")
_PERSON = re.compile(r"represented by (?P<name>[^.]+)\.")


def find_plainly(text, file_name=""):
    """Find "… agreed to …" (0.9, firm), "… intends to …" (0.6, soft); "They discussed …" looks alike."""

    def commitment(match):
        due = re.search(r"by June 2025", match["action"])
        return Commitment(
            kind=Kind.COMMITMENT,
            quote=match.group(),
            action=match["action"],
            anchor=text.anchor(*match.span()),
            action_anchor=text.anchor(*match.span("action")),
            actors=tuple(n for n in ("Mexico", "United Kingdom", "the delegation") if n in match["who"]),
            deadline=Deadline("by June 2025", "2025-06") if due else None,
            strength=Strength.FIRM if match["verb"] == "agreed" else Strength.SOFT,
            confidence=0.9 if match["verb"] == "agreed" else 0.6,
            reason=f"'{match['verb']} to' + infinitive",
        )

    place = text.anchor(0, 1)
    return Findings(
        Meeting(
            name="1st Dialogue",
            mechanism="Mexico–United Kingdom Dialogue on Human Rights",
            edition=1,
            date_start="2024-01-16",
            parties=("Mexico", "United Kingdom"),
            anchors=(("name", place),),
        ),
        tuple(
            Participant(m["name"], "Under-Secretary", "Mexico", text.anchor(*m.span("name")))
            for m in _PERSON.finditer(text.content)
        ),
        tuple(commitment(match) for match in _AGREED.finditer(text.content)),
        tuple(
            Rejected(m.group(), "'discussed' is no undertaking", text.anchor(*m.span()))
            for m in _DISCUSSED.finditer(text.content)
        ),
    )


def bring(content: str | bytes, name: str = "statement.txt", **more) -> Intake:
    """Take a file in and read it."""
    written = content.encode() if isinstance(content, str) else content
    return take_in(io.BytesIO(written), name, **more)
