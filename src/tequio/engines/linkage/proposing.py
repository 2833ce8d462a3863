"""Settings proposed from the names of the lists' columns, in Spanish and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tequio.engines.linkage.errors import NoCommonField
from tequio.engines.linkage.folding import fold
from tequio.engines.linkage.settings import Field, ListSettings, Settings

# Field, kind, part and the column names that mean it, folded; patterns are matched against the whole name. The
# first that fits wins, so what is narrower stands first.
COLUMN_NAMES: tuple[tuple[str, str, str, str], ...] = (
    ("id", "id", "id", r"id|folio|expediente|(?:unique|rec|record|registro|case|caso|persona?) ?id|id .{0,20}|"
        r"(?:no|num|numero|number) (?:de )?(?:registro|expediente|caso|folio|record|case)|clave|uuid|row id|key"),
    ("name", "person", "maternal", r"(?:segundo|2o?|2do) apellido|apellido (?:materno|2|segundo)|ap(?:ellido)? ?mat(?:erno)?|"
        r"materno|second (?:last ?name|surname)|mother'?s (?:last ?name|surname)|maternal (?:last ?name|surname)|surname ?2|last ?name ?2"),
    ("name", "person", "paternal", r"(?:primer|1er|1) apellido|apellido (?:paterno|1|primero)|ap(?:ellido)? ?pat(?:erno)?|"
        r"paterno|first (?:last ?name|surname)|father'?s (?:last ?name|surname)|paternal (?:last ?name|surname)|surname ?1|last ?name ?1"),
    ("name", "person", "full", r"nombre (?:y apellidos?|completo)|nombres y apellidos|apellidos y nombres?|full ?name|complete name|"
        r"name of (?:the )?(?:victim|person)|(?:victim|person)s? name|nombre (?:de )?(?:la )?(?:victima|persona)"),
    ("name", "person", "surname", r"apellidos?|surnames?|last ?names?|family ?name"),
    ("name", "person", "given", r"nombres?(?: de pila| propio)?|given ?names?|fore ?names?|first ?names?|primer nombre"),
    ("name", "person", "full", r"name|names|persona|victima|victim|person"),
    ("birth", "birth", "date", r"(?:fecha|fec|f)(?: de)? ?nac(?:imiento)?|nacimiento|dob|(?:date of birth|birth ?date|date birth)|born|nacio"),
    ("birth", "birth", "year", r"(?:ano|year)(?: de| of)?(?: nac(?:imiento)?| birth)|birth ?year|yob"),
    ("birth", "birth", "month", r"(?:mes|month)(?: de| of)?(?: nac(?:imiento)?| birth)|birth ?month"),
    ("birth", "birth", "day", r"(?:dia|day)(?: de| of)?(?: nac(?:imiento)?| birth)|birth ?day"),
    ("birth", "birth", "age", r"edad(?:es)?(?: .{0,25})?|age(?: .{0,25})?|rango (?:de )?edad"),
    ("event", "date", "date", r"fecha(?: (?:de |del |de la )?(?:desaparicion|hechos?|evento|muerte|defuncion|detencion|secuestro|homicidio|"
        r"ultimo contacto|ultima vez|visto|denuncia|incidente|hallazgo))?|date(?: of)?(?: (?:disappearance|event|death|incident|abduction|killing|last seen))?|"
        r"(?:event|incident|death|disappearance) date"),
    ("place", "place", "locality", r"localidad|colonia|barrio|comunidad|aldea|canton|ciudad|city|town|village|suburb|neighbou?rhood|locality|birth place|lugar(?: de nacimiento)?|place(?: of birth)?"),
    ("place", "place", "municipality", r"municipio(?: .{0,20})?|alcaldia|delegacion|mun|municipality|county|district|distrito"),
    ("place", "place", "state", r"estado|entidad(?: federativa| .{0,20})?|edo|state|province|provincia|departamento|region"),
    ("place", "place", "country", r"pais(?: .{0,20})?|nacionalidad|nationality|country(?: .{0,20})?"),
    ("sex", "category", "value", r"sexo|genero|sex|gender"),
    ("postcode", "code", "value", r"codigo postal|cp|c p|post ?codes?|zip(?: ?code)?|postcode fake"),
    ("document", "code", "value", r"curp|dui|dpi|cedula|pasaporte|passport|dni|ine|clave de elector"),
    ("phone", "code", "value", r"telefono|tel|celular|phone|mobile"),
    ("email", "email", "value", r"correo(?: electronico)?|e ?mail(?: address)?"),
    ("occupation", "category", "value", r"ocupacion|oficio|profesion|occupation|profession"),
    ("address", "text", "value", r"calle|domicilio|direccion|street|address(?: 1)?"),
)  # fmt: skip
_PATTERNS = tuple(
    (name, kind, part, re.compile(rf"(?:{pattern})")) for name, kind, part, pattern in COLUMN_NAMES
)
_WHOLE_WHEN_ALONE = frozenset({"nombre", "nombres"})


def propose_settings(columns: Mapping[str, Sequence[str]]) -> Settings:
    """Propose what to compare, from the names of columns alone; a person reads and corrects it.

    Args:
        columns: list -> names of its columns.

    Returns:
        Settings in which every list may hold a person twice.

    Raises:
        NoCommonField: a list has no column with a name of persons, or nothing is shared.
    """
    fields: dict[str, tuple[str, dict[str, dict[str, str]]]] = {}
    lists: dict[str, ListSettings] = {}
    for list_name, names in columns.items():
        identifier, found = _meanings(names)
        lists[list_name] = ListSettings(identifier)
        if "name" not in found:
            raise NoCommonField("no_column_of_names", name=list_name)
        for name, (kind, parts) in found.items():
            fields.setdefault(name, (kind, {}))[1][list_name] = parts
    shared = [
        Field(name, kind, lists_of)
        for name, (kind, lists_of) in fields.items()
        if len(lists_of) > 1 or len(columns) == 1
    ]
    order = [row[0] for row in COLUMN_NAMES]
    return Settings(tuple(sorted(shared, key=lambda each: order.index(each.name))), lists)


def _meanings(names: Sequence[str]) -> tuple[str, dict[str, tuple[str, dict[str, str]]]]:
    identifier = ""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for column in names:
        folded = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"\(.*?\)", "", column)))
        row = next(((n, k, p) for n, k, p, pattern in _PATTERNS if pattern.fullmatch(folded)), None)
        if row is None:
            continue
        name, kind, part = row
        if name == "id":
            identifier = identifier or column
        else:
            found.setdefault(name, (kind, {}))[1].setdefault(part, column)
    _without_doubles(found)
    return identifier, found


def _without_doubles(found: dict[str, tuple[str, dict[str, str]]]) -> None:
    """Leave out a whole name where its parts stand beside it; give an age its date.

    "Nombre" is the given name where surnames stand beside it, and else the whole name.
    """
    if "name" in found:
        parts = found["name"][1]
        if "full" in parts and "given" in parts:
            del parts["full"]
        if set(parts) == {"given"} and fold(parts["given"]) in _WHOLE_WHEN_ALONE:
            parts["full"] = parts.pop("given")
    if "birth" in found and "age" in found["birth"][1] and "event" in found:
        found["birth"][1]["age_on"] = found["event"][1]["date"]
