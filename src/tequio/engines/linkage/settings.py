"""Settings of a linkage: which columns are which field in each list, as a file that people read and edit."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tequio.engines.linkage.errors import SettingsAreWrong

# Kind of a field -> the parts that a list may have a column for.
KINDS: dict[str, tuple[str, ...]] = {
    "person": ("full", "given", "surname", "paternal", "maternal"),
    "birth": ("date", "year", "month", "day", "age", "age_on"),
    "place": ("locality", "municipality", "state", "country"),
    "date": ("date",),
    "code": ("value",),
    "email": ("value",),
    "text": ("value",),
    "category": ("value",),
}
_TOP = frozenset({"fields", "lists", "blocking", "threshold", "least_probability"})


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is compared.

    Args:
        name: as the reasons and blocking rules call it.
        kind: a key of `KINDS`.
        columns: list -> part -> column; a list without the field is left out.
    """

    name: str
    kind: str
    columns: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ListSettings:
    """What holds for one list.

    Args:
        id: column of its identifier; empty for the number of the row.
        duplicates: whether it may hold one person more than once.
    """

    id: str = ""
    duplicates: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """How lists are linked.

    Args:
        fields: what is compared.
        lists: what holds for each list; one that is not named has the defaults.
        blocking: rules, each the keys that two records must share to be compared; empty to have them chosen.
        threshold: probability from which two groups of records are taken for one person in the best clustering.
        least_probability: pairs below are compared but not kept.
    """

    fields: tuple[Field, ...]
    lists: Mapping[str, ListSettings] = field(default_factory=dict)
    blocking: tuple[tuple[str, ...], ...] = ()
    threshold: float = 0.5
    least_probability: float = 0.01

    def of(self, name: str) -> ListSettings:
        """Give what holds for one list."""
        return self.lists.get(name, ListSettings())


def read_settings(text: str) -> Settings:
    """Read settings, written as TOML or as JSON.

    Raises:
        SettingsAreWrong: with what is wrong and where.
    """
    try:
        found = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as broken:
        raise SettingsAreWrong("settings_unreadable", line=_line_of(broken, text)) from None
    unknown = sorted(set(found) - _TOP)
    if unknown:
        raise SettingsAreWrong("entry_unknown", entry=unknown[0])
    fields = found.get("fields")
    if not isinstance(fields, list) or not fields:
        raise SettingsAreWrong("no_fields")
    read = tuple(_field(each, number) for number, each in enumerate(fields, 1))
    names = [each.name for each in read]
    twice = next((name for at, name in enumerate(names) if name in names[:at]), None)
    if twice is not None:
        raise SettingsAreWrong("fields_of_one_name", name=twice)
    return Settings(
        fields=read,
        lists=_lists(found.get("lists", {})),
        blocking=_blocking(found.get("blocking", []), names),
        threshold=_share(found, "threshold", 0.5),
        least_probability=_share(found, "least_probability", 0.01),
    )


def _line_of(broken: Exception, text: str) -> int:
    """Give the line at which a parser stopped; the last one where it names none."""
    told = re.search(r"\bline (\d+)", str(broken))
    return int(told[1]) if told else text.count("\n") + 1


def _field(found: object, number: int) -> Field:
    if not isinstance(found, dict) or set(found) - {"name", "kind", "columns"}:
        raise SettingsAreWrong("field_shape", number=number)
    name, kind, columns = found.get("name"), found.get("kind"), found.get("columns")
    if not isinstance(name, str) or not name or "." in name:
        raise SettingsAreWrong("field_unnamed", number=number)
    if kind not in KINDS:
        raise SettingsAreWrong("kind_unknown", name=name, kind=kind, known=", ".join(KINDS))
    if not isinstance(columns, dict) or not columns:
        raise SettingsAreWrong("field_without_columns", name=name)
    for each in columns.values():
        if not isinstance(each, dict) or not all(isinstance(c, str) for c in each.values()):
            raise SettingsAreWrong("columns_shape", name=name)
        wrong = sorted(set(each) - set(KINDS[kind]))
        if wrong:
            raise SettingsAreWrong(
                "part_unknown", name=name, part=wrong[0], kind=kind, known=", ".join(KINDS[kind])
            )
    return Field(name, kind, columns)


def _lists(found: object) -> dict[str, ListSettings]:
    if not isinstance(found, dict):
        raise SettingsAreWrong("lists_shape")
    read = {}
    for name, each in found.items():
        if not isinstance(each, dict) or set(each) - {"id", "duplicates"}:
            raise SettingsAreWrong("list_entries", name=name)
        identifier, duplicates = each.get("id", ""), each.get("duplicates", True)
        if not isinstance(identifier, str) or not isinstance(duplicates, bool):
            raise SettingsAreWrong("list_values", name=name)
        read[name] = ListSettings(identifier, duplicates)
    return read


def _blocking(found: object, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    if not isinstance(found, list) or not all(
        isinstance(rule, list) and rule and all(isinstance(key, str) for key in rule) for rule in found
    ):
        raise SettingsAreWrong("blocking_shape")
    for rule in found:
        for key in rule:
            if key.split(".")[0] not in names:
                raise SettingsAreWrong("key_of_no_field", key=key)
    return tuple(tuple(rule) for rule in found)


def _share(found: Mapping[str, object], name: str, otherwise: float) -> float:
    value = found.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1:
        raise SettingsAreWrong("share_wrong", name=name)
    return float(value)


def write_settings(settings: Settings) -> str:
    """Write settings as TOML that `read_settings` reads."""
    lines = [
        "# What is compared when these lists are linked. Kinds and parts:",
        *(f"#   {kind}: {', '.join(parts)}" for kind, parts in KINDS.items()),
        f"threshold = {settings.threshold}",
        f"least_probability = {settings.least_probability}",
    ]
    if settings.blocking:
        rules = ", ".join("[" + ", ".join(map(_quoted, rule)) + "]" for rule in settings.blocking)
        lines.append(f"blocking = [{rules}]")
    for name, each in settings.lists.items():
        lines += ["", f"[lists.{_quoted(name)}]", f"id = {_quoted(each.id)}"]
        lines += [f"duplicates = {str(each.duplicates).lower()}"]
    for each_field in settings.fields:
        lines += [
            "",
            "[[fields]]",
            f"name = {_quoted(each_field.name)}",
            f"kind = {_quoted(each_field.kind)}",
        ]
        for name, columns in each_field.columns.items():
            lines.append(f"[fields.columns.{_quoted(name)}]")
            lines += [f"{part} = {_quoted(column)}" for part, column in columns.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
