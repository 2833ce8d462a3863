"""Telling web hooks what changed: in the order of the log, signed, at least once, again where it fails."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.utils import timezone

from tequio.apps.ledger.models import Event
from tequio.apps.register.hooks.keeping import check_address, secret_of
from tequio.apps.register.models import WebHook
from tequio.apps.register.operations.errors import WrongValue

# Entries of the log in one message, and seconds that an answer may take.
MOST, PATIENCE = 100, 10
# Minutes until the next try: doubled each time, a day at most; after so many tries the hook is left alone.
FIRST_WAIT, LONGEST_WAIT, MOST_TRIES = 1, 24 * 60, 20

Send = Callable[[Request], int]


@dataclass(frozen=True, slots=True)
class Told:
    """What a run did: entries told, hooks that failed and are tried again later."""

    entries: int
    waiting: int


class _NoRedirect(HTTPRedirectHandler):
    """An address that leads elsewhere was not checked; it counts as failed."""

    def redirect_request(self, *_args: Any) -> None:
        return None


def send(request: Request) -> int:
    """Send a message and give the status of the answer."""
    with build_opener(_NoRedirect).open(request, timeout=PATIENCE) as answer:
        return int(answer.status)


def tell_hooks(sender: Send = send) -> Told:
    """Tell every hook what changed since it was last told.

    Args:
        sender: sends a message and gives the status of the answer.
    """
    entries = waiting = 0
    now = timezone.now()
    for number in WebHook.objects.filter(stopped_at=None).order_by("pk").values_list("pk", flat=True):
        while told := _tell(number, now, sender):
            if told < 0:
                waiting += 1
                break
            entries += told
    return Told(entries, waiting)


def _tell(number: int, now: datetime, sender: Send) -> int:
    """Tell one hook the next entries; give how many, 0 where there are none, -1 where it failed or waits.

    No lock is held while a message is under way: two runs at once may tell the same entries twice.
    """
    hook = WebHook.objects.get(pk=number)
    if hook.tries >= MOST_TRIES or (hook.next_try_at is not None and hook.next_try_at > now):
        return -1
    unmoved = WebHook.objects.filter(pk=number, sequence=hook.sequence)
    newer = Event.objects.filter(sequence__gt=hook.sequence).order_by("sequence")
    end = newer.values_list("sequence", flat=True).last()
    events = list(newer.filter(object_type__in=hook.kinds, sequence__lte=end)[:MOST]) if end else []
    if not events:
        if end is not None:
            unmoved.update(sequence=end)
        return 0
    problem = _deliver(hook, events, sender)
    if problem:
        wait = min(FIRST_WAIT * 2**hook.tries, LONGEST_WAIT)
        later = now + timedelta(minutes=wait)
        unmoved.update(tries=hook.tries + 1, next_try_at=later, problem=problem[:200])
        return -1
    unmoved.update(sequence=events[-1].sequence, tries=0, next_try_at=None, problem="")
    return len(events)


def _deliver(hook: WebHook, events: list[Event], sender: Send) -> str:
    """Send one message; give what went wrong, empty where nothing did."""
    body = json.dumps(
        {
            "site": settings.ADDRESS,
            "hook": hook.pk,
            "events": [
                {
                    "sequence": event.sequence,
                    "at": event.at,
                    "kind": event.object_type,
                    "number": event.object_id,
                    "verb": event.verb,
                }
                for event in events
            ],
        }
    ).encode()
    headers = {"Content-Type": "application/json", "Tequio-Signature": signature(secret_of(hook), body)}
    try:
        check_address(hook.address)
        status = sender(Request(hook.address, data=body, headers=headers, method="POST"))
    except WrongValue as error:
        return str(error)
    except HTTPError as error:
        return f"answered {error.code}"
    except (URLError, OSError, ValueError):
        return "did not answer"
    return "" if 200 <= status < 300 else f"answered {status}"


def signature(secret: str, body: bytes, at: int | None = None) -> str:
    """Sign a message: HMAC-SHA256 (RFC 2104) over the time and the body, "t=…,v1=…"."""
    moment = int(time.time()) if at is None else at
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"
