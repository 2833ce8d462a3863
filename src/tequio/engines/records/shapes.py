"""Whose file it is: which column holds what, a readable list per system, and a proposal for any other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tequio.engines.records.types import NotMapped
from tequio.text import fold

# Field of a record -> what it holds, in the order in which a person maps columns.
FIELDS: dict[str, str] = {
    "text": "the exact words of the recommendation",
    "key": "a stable identifier",
    "states": "the State or States that are asked",
    "askers": "who recommends it, where that is not the body",
    "body": "the body or mechanism",
    "document": "symbol or title of the document",
    "session": "number of the body's session",
    "date": "day, month or year",
    "answer": "the State's answer",
    "kind": "the kind of record; only recommendations are taken",
    "themes": "themes, as OHCHR's index names them",
    "groups": "affected groups, as OHCHR's index names them",
    "issues": "issues, as UPR Info names them",
    "sdgs": "Sustainable Development Goals",
    "action_categories": "UPR Info's action category, 1 to 5",
    "address": "where it can be read on the web",
    "language": "language of the text: es, en",
}
TOPICS = ("themes", "groups", "issues", "sdgs", "action_categories")


@dataclass(frozen=True, slots=True)
class Shape:
    """How one system writes its records.

    Args:
        name: by which keys of this system are told from those of others.
        columns: field -> column; only what the file has.
        body: the body of every record, where no column says it.
        separator: between several values in one cell.
        day_first: how "03/04/2008" is meant, or None.
    """

    name: str
    columns: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    separator: str = r"[;|\n]"
    day_first: bool | None = None


# OHCHR's Universal Human Rights Index, full export (https://uhri.ohchr.org).
UHRI = Shape(
    "uhri",
    {
        "key": "AnnotationId",
        "document": "Symbol",
        "text": "Text",
        "date": "PublicationDate",
        "kind": "AnnotationType",
        "states": "Countries",
        "groups": "AffectedPersons",
        "themes": "Themes",
        "sdgs": "Sdgs",
        "body": "Body",
    },
)
# UPR Info's database of UPR recommendations (https://upr-info-database.uwazi.io).
UPR_INFO = Shape(
    "upr-info",
    {
        "key": "id",
        "session": "session",
        "states": "state_under_review",
        "askers": "recommending_state",
        "answer": "response",
        "action_categories": "action_category",
        "issues": "issues",
        "text": "text",
    },
    body="UPR",
)
# IMPACT OSS, the follow-up software of several governments: its export of recommendations.
IMPACT = Shape(
    "impact",
    {
        "key": "reference",
        "text": "title",
        "answer": "support_level",
        "date": "date",
        "document": "source",
        "themes": "categories",
        "states": "country",
        "body": "framework",
    },
)
# Uwazi, HURIDOCS' document base: its CSV export; the template's own columns differ from site to site.
UWAZI = Shape(
    "uwazi",
    {
        "key": "sharedId",
        "text": "title",
        "states": "country",
        "body": "mechanism",
        "document": "document",
        "date": "date",
        "themes": "themes",
        "language": "language",
        "address": "link",
    },
    separator=r"[|\n]",
)
KNOWN = {shape.name: shape for shape in (UHRI, UPR_INFO, IMPACT, UWAZI)}

# Words by which a column's name tells its field, in both languages; the first that fits is proposed.
_WORDS: dict[str, str] = {
    "text": "recommendation text|recommendation|texto de la recomendacion|recomendacion|text|texto|title"
    "|titulo|demand|demanda",
    "key": "annotation id|shared id|reference|referencia|clave|folio|identifier|identificador|id|code|codigo"
    "|no|num|numero",
    "states": "state under review|estado examinado|country|countries|pais|paises|state|estado",
    "askers": "recommending state|recommending|estado recomendante|estado que recomienda|recomienda|issued by"
    "|emisor",
    "body": "body|organo|mechanism|mecanismo|committee|comite|framework|organismo",
    "document": "symbol|simbolo|signatura|document|documento|source|fuente|instrument|informe",
    "session": "session|sesion|periodo de sesiones|cycle|ciclo",
    "date": "publication date|date|fecha|year|ano|adopted",
    "answer": "response|answer|support level|position|respuesta|posicion|status of acceptance|aceptacion",
    "kind": "annotation type|type|tipo",
    "themes": "themes|theme|temas|tema|categories|category|categoria|derecho|derechos|topics|topic",
    "groups": "affected persons|affected|groups|grupos|poblacion|personas afectadas",
    "issues": "issues|asuntos",
    "sdgs": "sdgs|sdg|ods",
    "action_categories": "action category|categoria de accion|action",
    "address": "url|address|link|enlace|direccion|liga",
    "language": "language|idioma|lengua",
}  # fmt: skip


def proposed(header: Sequence[str], name: str = "table") -> Shape:
    """Propose what the columns of an unknown table hold, by their names.

    Args:
        header: names of the columns.
        name: of the shape.

    Returns:
        A shape; a person looks at it before anything is taken in. A known system's columns give its shape.
    """
    for shape in KNOWN.values():
        if len(set(shape.columns.values()) & set(header)) >= 0.7 * len(shape.columns):
            return adapted(shape, header)
    free = {_words(column): column for column in reversed(header)}
    columns: dict[str, str] = {}
    for field_, words in _WORDS.items():
        for word in words.split("|"):
            column = free.pop(word, None) or _holding(word, free)
            if column is not None:
                columns[field_] = column
                break
    return Shape(name, columns)


def _words(column: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    return " ".join(re.findall(r"[a-z0-9]+", fold(apart)))


def _holding(word: str, free: dict[str, str]) -> str | None:
    """Give the column whose name holds a longer word; short ones stand in too many names."""
    if len(word) < 4:
        return None
    for written in free:
        if re.search(rf"\b{word}\b", written):
            return free.pop(written)
    return None


def adapted(shape: Shape, header: Iterable[str]) -> Shape:
    """Leave out of a shape the columns that a file does not have; capitals and accents do not count.

    Raises:
        NotMapped: the words of the recommendation have no column.
    """
    written = {fold(column): column for column in header}
    columns = {
        name: written[fold(column)] for name, column in shape.columns.items() if fold(column) in written
    }
    if "text" not in columns:
        asked = shape.columns.get("text", "text")
        names = ", ".join(sorted(written.values())[:8])
        raise NotMapped(
            f"The file has no column “{asked}” with the words of the recommendation; it has {names}."
        )
    return Shape(shape.name, columns, shape.body, shape.separator, shape.day_first)


def shape_from(mapping: Mapping[str, object], name: str) -> Shape:
    """Make a shape of a mapping that a person wrote or saved.

    Args:
        mapping: field -> column; and "body", "separator", "day_first" under "settings".
        name: of the shape.

    Raises:
        NotMapped: it names an unknown field or leaves out the text.
    """
    settings = mapping.get("settings") or {}
    columns = {str(key): value for key, value in mapping.items() if key != "settings" and value}
    unknown = sorted(set(columns) - set(FIELDS))
    if unknown:
        raise NotMapped(f"A mapping has no field “{unknown[0]}”; it may name {', '.join(FIELDS)}.")
    wrong = next((key for key, column in columns.items() if not isinstance(column, str)), None)
    if wrong or not isinstance(settings, Mapping):
        raise NotMapped(f"The mapping gives no name of a column for “{wrong or 'settings'}”.")
    if "text" not in columns:
        raise NotMapped("The mapping names no column for the words of the recommendation (text).")
    day_first = settings.get("day_first")
    return Shape(
        name,
        {key: str(column) for key, column in columns.items()},
        body=str(settings.get("body") or ""),
        day_first=day_first if isinstance(day_first, bool) else None,
    )
