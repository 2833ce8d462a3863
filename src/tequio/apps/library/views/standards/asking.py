"""What an address asks of the search, and the limits on asking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language

from tequio.apps.library.models import Instrument
from tequio.apps.library.standards.force import DEFAULT_STATE
from tequio.apps.library.standards.limiting import may_search, one_of_few
from tequio.apps.library.standards.searching import Asked
from tequio.apps.library.standards.texts import LANGUAGES
from tequio.apps.library.standards.topics import label_of

MOST_ON_A_PAGE = 20
# So much of a question is kept in forms and addresses; the engine reads less of it.
LONGEST_SHOWN = 2_000


def language_of(request: HttpRequest) -> str:
    """Give the reader's language, "es" or "en"."""
    return "en" if (get_language() or "es").startswith("en") else "es"


def state_of(asked: Mapping[str, str]) -> str:
    """Give the State that an address names, or the one that is taken where it names none."""
    named = asked.get("state", "").upper()
    return named if len(named) == 2 and named.isascii() and named.isalpha() else DEFAULT_STATE


def day_of(asked: Mapping[str, str]) -> date | None:
    """Give the day that an address names, or None."""
    try:
        return date.fromisoformat(asked.get("day", ""))
    except ValueError:
        return None


def asked_by(request: HttpRequest, limit: int = MOST_ON_A_PAGE) -> Asked:
    """Read a question from an address; what is not known in it is left aside."""
    asked = request.GET
    passages = asked.get("passages", "")
    return Asked(
        words=asked.get("q", "").replace("\x00", " "),
        state=state_of(asked),
        passages=passages if passages in LANGUAGES else "",
        instruments=tuple(code for code in asked.getlist("instrument")[:20] if code)[:20],
        kinds=tuple(kind for kind in asked.getlist("kind")[:20] if kind in Instrument.Kind.values),
        is_binding=asked.get("binding") == "1",
        themes=_codes(asked, "theme"),
        groups=_codes(asked, "group"),
        limit=limit,
        day=day_of(asked),
    )


def _codes(asked: QueryDict, field: str) -> tuple[str, ...]:
    return tuple(code for code in asked.getlist(field)[:20] if label_of(field, code, "en"))


@dataclass(frozen=True, slots=True)
class Turn:
    """Whether a search may run: `is_allowed`, or else after how many seconds to ask again."""

    is_allowed: bool
    retry_after: int = 0


View = Callable[..., HttpResponse]


def limited(
    refusal: Callable[[HttpRequest, Turn], HttpResponse], counts: Callable[[HttpRequest], bool]
) -> Callable[[View], View]:
    """Let a view run only as often as a visitor may search, and only a few at once.

    Args:
        refusal: makes the answer for whoever asked too often.
        counts: says whether a request is a search at all.
    """

    def around(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not counts(request):
                return view(request, *args, **kwargs)
            if not may_search(request):
                return refusal(request, Turn(False, 60))
            with one_of_few() as came:
                return view(request, *args, **kwargs) if came else refusal(request, Turn(False, 5))

        return guarded

    return around
