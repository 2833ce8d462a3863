"""Where the records of a brief are read; addresses with the host of the site."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Places:
    """Makes addresses.

    Args:
        site: scheme and host ("https://tequio.example"), without a stroke at the end.
    """

    site: str

    def page(self, name: str, number: int, part: str = "") -> str:
        """Give the address of a page of the site that is found by a number."""
        return f"{self.site}{reverse(name, args=[number])}{f'#{part}' if part else ''}"

    def passage(self, document: int, commitment: int) -> str:
        """Give the place of a commitment's passage in the reading room."""
        return self.page("reading-room", document, f"finding-{commitment}")
