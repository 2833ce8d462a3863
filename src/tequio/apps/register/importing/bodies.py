"""The bodies whose recommendations other systems export: how those write them, and what we call them.

Names are the bodies' own (https://www.ohchr.org/en/instruments-and-mechanisms, https://www.oas.org/en/iachr).
"""

from __future__ import annotations

from dataclasses import dataclass

from tequio.apps.register.models import Mechanism
from tequio.text import fold

_TREATY, _OTHER, _REGIONAL = Mechanism.Kind.TREATY_BODY, Mechanism.Kind.OTHER, Mechanism.Kind.REGIONAL


@dataclass(frozen=True, slots=True)
class Body:
    """A body that recommends: its kind, names in both languages, and how exports write it (folded)."""

    kind: str
    english: str
    spanish: str
    written: tuple[str, ...]


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
    Body(Mechanism.Kind.REVIEW, "Universal Periodic Review", "Examen Periódico Universal", ("upr", "epu")),
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
