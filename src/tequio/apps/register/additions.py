"""What apps above the register add to the page of a commitment.

They say so when they start, so that the register knows of none of them, and can do without them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from tequio.apps.register.models import Commitment

# Gives a part of the page, or "" where it has nothing to add; the last says whether visitors see the page.
Addition = Callable[[HttpRequest, Commitment, bool], SafeString]

_ON_COMMITMENT: list[Addition] = []


def add_to_commitment(addition: Addition) -> None:
    """Have something added to the page of every commitment; an app calls it once, when it starts."""
    if addition not in _ON_COMMITMENT:
        _ON_COMMITMENT.append(addition)


def additions_to_commitment(
    request: HttpRequest, commitment: Commitment, *, is_public: bool
) -> list[SafeString]:
    """Give what is added to the page of a commitment, as visitors or as those who work on it see it."""
    return [added for one in _ON_COMMITMENT if (added := one(request, commitment, is_public))]
