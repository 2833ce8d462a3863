"""Permanent addresses of public records, with the site's own host."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def _address(name: str, number: int) -> str:
    # Asking Django for each address is slow in a long export: the number goes where a nought stood.
    if name not in _known:
        _known[name] = reverse(name, args=[0]).rsplit("/0", 1)
    before, after = _known[name]
    return f"{settings.ADDRESS.rstrip('/')}{before}/{number}{after}"


_known: dict[str, list[str]] = {}


def commitment(number: int) -> str:
    """Give the address of a commitment's public page."""
    return _address("public-commitment", number)


def mechanism(number: int) -> str:
    """Give the address of a mechanism's public page."""
    return _address("public-mechanism", number)


def of_open_data(name: str) -> str:
    """Give the address of a file of the data package."""
    return f"{settings.ADDRESS.rstrip('/')}{reverse('open-data')}{name}"
