"""An export with the fields of OHCHR's Universal Human Rights Index, of any size, made up from a seed."""

from __future__ import annotations

import json
import random
from pathlib import Path

from generated_register import OBJECTS, STATES, SUBJECTS, TAILS, VERBS

from tequio.engines.tagging.vocabulary import Scheme, vocabulary

BODIES = ("CAT", "CCPR", "CEDAW", "CERD", "CESCR", "CMW", "CRC", "CRPD", "UPR", "SP")
# As many records as a document of the index has on average: 267,942 in 4,041 (its export of May 2026).
OF_A_DOCUMENT = 66
# Of 100 records, about these ask something; the others are observations.
RECOMMENDATIONS = 77


def write_export(path: Path, records: int, seed: int = 7, changed: float = 0.0) -> None:
    """Write an export.

    Args:
        path: of the JSON file, an array of objects.
        records: how many.
        seed: of the random numbers; the same seed gives the same records.
        changed: share of the records whose words differ from those of the same seed.
    """
    chance, other = random.Random(seed), random.Random(seed + 1)
    themes = [term.english for term in vocabulary(Scheme.THEME).values()]
    groups = [term.english for term in vocabulary(Scheme.GROUP).values()]
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for number in range(records):
            record = _record(chance, number, themes, groups)
            if other.random() < changed:
                record["Text"] = f"{record['Text']} Without delay."
            file.write(("," if number else "") + "\n" + json.dumps(record, ensure_ascii=False))
        file.write("\n]\n")


def _record(chance: random.Random, number: int, themes: list[str], groups: list[str]) -> dict[str, object]:
    document = number // OF_A_DOCUMENT
    body, state = BODIES[document % len(BODIES)], STATES[document // len(BODIES) % len(STATES)]
    year = 2006 + document % 20
    sentences = (
        " ".join(map(chance.choice, (SUBJECTS, ("should",), VERBS, OBJECTS))) + chance.choice(TAILS)
        for _each in range(chance.randint(1, 9))
    )
    return {
        "AnnotationId": f"{seeded(number)}",
        "Symbol": f"{body}/C/{document}/CO/{year}",
        "Text": f"The Committee recommends that ({number}) {'; that '.join(sentences)}.",
        "DocumentId": f"d{document}",
        "PublicationDate": f"{year}-{document % 12 + 1:02d}-{document % 28 + 1:02d}T00:00:00",
        "AnnotationType": "- Recommendations"
        if chance.randrange(100) < RECOMMENDATIONS
        else "- Concerns/Observations",
        "Countries": [state],
        "AffectedPersons": [f"- {group}" for group in chance.sample(groups, chance.randint(0, 3))],
        "Themes": [f"- {theme}" for theme in chance.sample(themes, chance.randint(1, 4))],
        "Sdgs": [f"{chance.randint(1, 17)} - GOAL"],
        "Regions": ["- Region"],
        "Body": f"- {body}",
    }


def seeded(number: int) -> str:
    """Give an identifier of the length that the index uses."""
    return f"{number * 2_654_435_761 % 2**32:08x}-{number:012x}"
