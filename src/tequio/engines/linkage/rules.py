"""The blocking rules that are tried where the settings name none; a rule is keys "kind.key" that must agree."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from tequio.engines.linkage.columns import Codes
from tequio.engines.linkage.comparing import Comparisons
from tequio.engines.linkage.errors import NothingToCompare, SettingsAreWrong
from tequio.engines.linkage.settings import Field, Settings

# In rising order of what they cost; those of one key are used only where they bring few pairs.
RULES: tuple[tuple[str, ...], ...] = (
    ("person.any_name", "person.any_surname", "person.any_given"),
    ("person.given", "person.surname"),
    ("person.given", "person.any_surname"),
    ("person.surname", "person.second_surname"),
    ("person.surname", "birth.year"),
    ("person.two_names",),
    ("person.any_name", "birth.year"),
    ("person.any_surname", "birth.year"),
    ("birth.year", "place.state"),
    ("person.given", "birth.date"),
    ("person.given", "birth.day_month"),
    ("person.any_name", "birth.date"),
    ("person.any_surname", "birth.year", "person.given_start"),
    ("person.surname_start", "person.given_start", "birth.year"),
    ("person.surname_start", "person.given_start", "place.finest"),
    ("person.any_name", "code.value"),
    ("person.surname_start", "code.start"),
    ("person.given_start", "code.start"),
    ("person.any_surname", "place.finest"),
    ("person.given", "place.finest", "birth.year"),
    ("birth.date", "place.finest"),
    ("birth.date", "code.start"),
    ("birth.date", "text.value"),
    ("birth.date", "person.surname_start"),
    ("birth.date", "person.given_start"),
    ("person.given", "place.finest"),
    ("code.value", "place.finest"),
    ("email.value",),
    ("email.user",),
    ("birth.date",),
    ("code.value",),
    ("person.surname",),
    ("person.given",),
    ("text.value", "person.any_name"),
    ("person.any_surname", "date.month"),
    ("person.any_name", "date.date"),
)


def keys_and_rules(
    comparisons: Comparisons, known: NDArray[np.bool_], settings: Settings
) -> tuple[dict[str, Codes], tuple[tuple[str, ...], ...]]:
    """Give the keys of the records that are compared, and the rules: those of the settings, or those that suit.

    Args:
        comparisons: all fields of all records.
        known: whether a record is compared, shape (records,); the others have no key.
        settings: of the linkage.

    Raises:
        SettingsAreWrong: a rule names a key that does not exist.
        NothingToCompare: there is no rule.
    """
    keys = comparisons.keys()
    for codes in keys.values():
        codes[~known] = -1
    for key in (key for rule in settings.blocking for key in rule):
        if key not in keys:
            raise SettingsAreWrong("key_unknown", key=key, known=", ".join(sorted(keys)))
    rules = settings.blocking or rules_for(settings.fields, keys)
    if not rules:
        raise NothingToCompare("no_field_to_block_by")
    return keys, rules


def rules_for(fields: Sequence[Field], keys: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Give the rules whose keys exist, one for each field of a kind.

    Args:
        fields: of the settings.
        keys: "field.key" that the comparisons offer.
    """
    found: dict[tuple[str, ...], None] = {}
    for rule in RULES:
        for written in _named(rule, fields):
            if all(key in keys for key in written):
                found.setdefault(written)
    return tuple(found)


def _named(rule: tuple[str, ...], fields: Sequence[Field]) -> list[tuple[str, ...]]:
    versions: list[tuple[str, ...]] = [()]
    for key in rule:
        kind, part = key.split(".")
        names = [each.name for each in fields if each.kind == kind]
        versions = [(*version, f"{name}.{part}") for version in versions for name in names]
    return versions
