"""Mappings of tables: proposed by the columns' names, saved under a name, used again."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tequio.apps.accounts.models import User
from tequio.apps.ledger.recording import note, note_new, recorded
from tequio.apps.register.importing.errors import ImportRefused
from tequio.apps.register.importing.wording import said_of_file
from tequio.apps.register.models import ImportMapping
from tequio.engines.records import NotMapped, Shape, shape_from


def shape_named(name: str) -> Shape:
    """Give the shape of a saved mapping.

    Raises:
        ImportRefused: none is saved under this name.
    """
    saved = ImportMapping.objects.filter(name=name).first()
    if saved is None:
        raise ImportRefused(_("No mapping is saved under the name “%s”.") % name)
    return shape_given(saved.mapping, name)


def shape_given(mapping: Any, name: str) -> Shape:
    """Give the shape of a mapping that a person wrote.

    Raises:
        ImportRefused: it cannot be used; the sentence says why.
    """
    if not isinstance(mapping, dict):
        raise ImportRefused(_("A mapping is an object: field -> column."))
    try:
        return shape_from(mapping, name)
    except NotMapped as error:
        raise ImportRefused(said_of_file(str(error))) from error


def save_mapping(name: str, mapping: dict[str, Any], by: User | None) -> ImportMapping:
    """Save a mapping under a name, replacing one that was there.

    Raises:
        ImportRefused: it cannot be used, or the name is blank or too long.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= 80:
        raise ImportRefused(_("Give the mapping a name of at most 80 characters."))
    shape_given(mapping, name)
    with recorded(by, "save-mapping"):
        saved = ImportMapping.objects.select_for_update().filter(name=name).first()
        if saved is None:
            saved = ImportMapping.objects.create(name=name, mapping=mapping, by=by)
            note_new(saved)
        else:
            note(saved)
            saved.mapping, saved.by = mapping, by
            saved.save()
    return saved
