"""What tests of studies share: the facts of one, a published table, custody, and small files."""

import csv
import io
import random
from datetime import timedelta

from django.utils import timezone

from tequio.apps.studies.operations import Custody

FACTS = {
    "title": "Migrants abducted",
    "question": "How many were abducted?",
    "population": "Migrants abducted in transit.",
    "period": "2009–2010",
    "place": "Mexico",
}
# Killings in Kosovo, 20 March to 22 June 1999, on four lists, 4,400 persons; facts of Ball, Betts, Scheuren,
# Dudukovich and Asher (2002), Killings and Refugee Flow in Kosovo, March - June 1999, AAAS.
KOSOVO = """EXH,ABA,OSCE,HRW,count
1,0,0,0,1131
0,1,0,0,845
0,0,1,0,936
0,0,0,1,306
1,1,0,0,177
1,0,1,0,228
1,0,0,1,106
0,1,1,0,217
0,1,0,1,31
0,0,1,1,123
1,1,1,0,181
1,1,0,1,18
1,0,1,1,42
0,1,1,1,32
1,1,1,1,27
"""


def custody(name: str = "Kosovo", **more: object) -> Custody:
    written = {
        "name": name,
        "owner": "An association",
        "holder": "Follow-up unit",
        "agreement": "Agreement 7 of 2026",
        "held_until": (timezone.localdate() + timedelta(days=365)).isoformat(),
    }
    return Custody(**{**written, **more})  # type: ignore[arg-type]


def as_csv(rows: list[dict[str, str]]) -> str:
    written = io.StringIO()
    sheet = csv.DictWriter(written, fieldnames=list(rows[0]))
    sheet.writeheader()
    sheet.writerows(rows)
    return written.getvalue()


GIVEN = ("Ana", "Luis", "Rosa", "Pedro", "Elena", "Jorge", "Marta", "Raúl", "Inés", "Hugo", "Nora", "Iván")
PATERNAL = (
    "López",
    "Pérez",
    "Gómez",
    "Díaz",
    "Cruz",
    "Ríos",
    "Mora",
    "Vega",
    "Luna",
    "Soto",
    "Reyes",
    "Cano",
)


def people(seed: int, number: int) -> list[dict[str, str]]:
    """Made persons: names drawn from lists of common ones."""
    drawn = random.Random(seed)
    return [
        {
            "nombre": f"{drawn.choice(GIVEN)} {drawn.choice(GIVEN)}",
            "apellido paterno": drawn.choice(PATERNAL),
            "apellido materno": drawn.choice(PATERNAL),
            "fecha de nacimiento": f"19{drawn.randint(50, 99)}-03-{drawn.randint(10, 28)}",
            "municipio": f"Municipio {drawn.randint(1, 9)}",
        }
        for _person in range(number)
    ]


def misspelt(one: dict[str, str], drawn: random.Random) -> dict[str, str]:
    """The same person as another list writes them, now and then otherwise."""
    found = dict(one)
    if drawn.random() < 0.4:
        found["apellido materno"] = ""
    if drawn.random() < 0.3:
        found["fecha de nacimiento"] = found["fecha de nacimiento"][:4]
    if drawn.random() < 0.3:
        found["nombre"] = found["nombre"].split()[0]
    if drawn.random() < 0.3:
        found["municipio"] = "Otro"
    return found


def three_lists() -> dict[str, list[dict[str, str]]]:
    """Three lists that share persons, the second and third with what goes wrong in writing them down."""
    everybody, drawn = people(1, 160), random.Random(2)
    return {
        "Uno": everybody[:110],
        "Dos": [misspelt(one, drawn) for one in everybody[60:]],
        "Tres": [misspelt(one, drawn) for one in everybody[::2]],
    }
