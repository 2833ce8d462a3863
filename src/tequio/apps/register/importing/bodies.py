"""The bodies whose recommendations other systems export: how those write them, and what we call them.

Names are the bodies' own (https://www.ohchr.org/en/instruments-and-mechanisms, https://www.oas.org/en/iachr).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tequio.apps.register.models import Mechanism
from tequio.text import fold

_TREATY, _OTHER, _REGIONAL = Mechanism.Kind.TREATY_BODY, Mechanism.Kind.OTHER, Mechanism.Kind.REGIONAL


@dataclass(frozen=True, slots=True)
class Body:
    """A body that recommends: its kind, names in both languages, how exports write it (folded), when it met.

    `met` gives, by number of a session, its first and last day, or only its year where no more was read.
    """

    kind: str
    english: str
    spanish: str
    written: tuple[str, ...]
    met: Mapping[int, tuple[str, str]] = field(default_factory=dict)


# Sessions of the Working Group on the Universal Periodic Review that UPR Info's table covers (record 137).
_UPR_MET = {
    1: ("2008-04-07", "2008-04-18"),
    2: ("2008-05-05", "2008-05-16"),
    3: ("2008", ""),
    4: ("2009-02-02", "2009-02-13"),
    5: ("2009-05-04", "2009-05-15"),
    6: ("2009-11-30", "2009-12-11"),
    7: ("2010-02-08", "2010-02-19"),
    8: ("2010-05-03", "2010-05-14"),
    9: ("2010-11-01", "2010-11-12"),
    10: ("2011", ""),
    11: ("2011", ""),
    12: ("2011-10", ""),
    13: ("2012-05-21", "2012-06-04"),
    14: ("2012-10-22", "2012-11-05"),
    15: ("2013", ""),
    16: ("2013-04-22", "2013-05-03"),
    17: ("2013-10-21", "2013-11-01"),
}


BODIES = (
    Body(_TREATY, "Human Rights Committee", "Comité de Derechos Humanos", ("ccpr", "hrc")),
    Body(
        _TREATY,
        "Committee on Economic, Social and Cultural Rights",
        "Comité de Derechos Económicos, Sociales y Culturales",
        ("cescr", "desc"),
    ),
    Body(
        _TREATY,
        "Committee on the Elimination of Racial Discrimination",
        "Comité para la Eliminación de la Discriminación Racial",
        ("cerd",),
    ),
    Body(
        _TREATY,
        "Committee on the Elimination of Discrimination against Women",
        "Comité para la Eliminación de la Discriminación contra la Mujer",
        ("cedaw",),
    ),
    Body(_TREATY, "Committee against Torture", "Comité contra la Tortura", ("cat",)),
    Body(
        _TREATY,
        "Subcommittee on Prevention of Torture",
        "Subcomité para la Prevención de la Tortura",
        ("spt", "cat-op"),
    ),
    Body(
        _TREATY,
        "Committee on the Rights of the Child",
        "Comité de los Derechos del Niño",
        ("crc", "crc-op-ac", "crc-op-sc"),
    ),
    Body(_TREATY, "Committee on Migrant Workers", "Comité de los Trabajadores Migratorios", ("cmw",)),
    Body(
        _TREATY,
        "Committee on the Rights of Persons with Disabilities",
        "Comité sobre los Derechos de las Personas con Discapacidad",
        ("crpd",),
    ),
    Body(_TREATY, "Committee on Enforced Disappearances", "Comité contra la Desaparición Forzada", ("ced",)),
    Body(
        Mechanism.Kind.REVIEW,
        "Universal Periodic Review",
        "Examen Periódico Universal",
        ("upr", "epu"),
        _UPR_MET,
    ),
    Body(_OTHER, "Special Procedures", "Procedimientos especiales", ("sp", "special procedures")),
    Body(
        _REGIONAL,
        "Inter-American Commission on Human Rights",
        "Comisión Interamericana de Derechos Humanos",
        ("iachr", "cidh"),
    ),
    Body(
        _REGIONAL,
        "Inter-American Court of Human Rights",
        "Corte Interamericana de Derechos Humanos",
        ("corte idh", "iacthr"),
    ),
)
_KNOWN = {fold(name): body for body in BODIES for name in (*body.written, body.english, body.spanish)}


def body_of(written: str) -> Body:
    """Give the body that an export means; one that is not listed keeps its own name."""
    folded = fold(written)
    known = _KNOWN.get(folded) or _KNOWN.get(folded.split(" ")[0] if folded else "")
    return known or Body(_OTHER, written, "", ())
