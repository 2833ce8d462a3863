"""How often a visitor may search, and how many searches run at once, so that none slows the service."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

# Addresses that are remembered; the one that asked longest ago is forgotten first.
_MOST_ADDRESSES = 10_000
_MINUTE = 60.0
# Searches that run at once in one process; the next waits, and is sent away after this time.
AT_ONCE = 3
_PATIENCE = 5.0


class Allowance:
    """A bucket of searches for each address: it fills evenly, and holds one minute's worth.

    Args:
        clock: gives seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str, per_minute: int) -> bool:
        """Take one search, and say whether there was one left."""
        now = self._clock()
        with self._lock:
            left, at = self._left.pop(address, (float(per_minute), now))
            left = min(float(per_minute), left + (now - at) * per_minute / _MINUTE)
            is_left = left >= 1
            self._left[address] = (left - 1 if is_left else left, now)
            while len(self._left) > _MOST_ADDRESSES:
                self._left.popitem(last=False)
        return is_left

    def forget(self) -> None:
        """Let everybody begin anew."""
        with self._lock:
            self._left.clear()


ALLOWANCE = Allowance()
_running = BoundedSemaphore(AT_ONCE)


def may_search(request: HttpRequest) -> bool:
    """Count one search of a visitor; who is signed in is not counted."""
    if request.user.is_authenticated:
        return True
    address: str = get_adapter().get_client_ip(request) or ""
    return ALLOWANCE.take(address, settings.SEARCHES_PER_MINUTE)


@contextmanager
def one_of_few() -> Iterator[bool]:
    """Wait for one's turn; gives whether it came."""
    came = _running.acquire(timeout=_PATIENCE)
    try:
        yield came
    finally:
        if came:
            _running.release()
