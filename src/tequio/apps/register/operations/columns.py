"""What the columns of a model hold and are called, for checks of what a person writes."""

from __future__ import annotations

from typing import Any

from django.db.models import Field, Model


def column(model: type[Model], name: str) -> Field[Any, Any]:
    """Give a model's own column."""
    found = model._meta.get_field(name)
    assert isinstance(found, Field)
    return found


def longest(model: type[Model], name: str) -> int | None:
    """Give how many characters a column holds; None without bound."""
    return column(model, name).max_length


def label(model: type[Model], name: str) -> str:
    """Give a column's name as a person reads it."""
    return str(column(model, name).verbose_name)
