"""Compiled loops where numba works; the same functions as plain Python where it does not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

try:
    from numba import njit
    from numba.core import event
except ImportError:  # pragma: no cover  - an installation without numba takes the plain paths
    njit = None  # type: ignore[assignment]

Loop = TypeVar("Loop", bound=Callable[..., Any])

COMPILES = njit is not None and os.environ.get("NUMBA_DISABLE_JIT", "0") in ("", "0")
"""Whether loops are compiled; where they are not, callers take their path through whole arrays."""

_not_kept: list[str] = []


def compiled(loop: Loop) -> Loop:
    """Compile a loop when it is first called, and keep what was compiled for the next program.

    Args:
        loop: a function of numbers and arrays alone.

    Returns:
        The compiled function, or the function itself where numba is missing.
    """
    if njit is None:  # pragma: no cover
        return loop
    try:
        return cast(Loop, njit(cache=True)(loop))
    except RuntimeError:  # no folder to keep compiled code in may be written
        _not_kept.append(loop.__name__)
        return cast(Loop, njit(loop))


@contextmanager
def telling_of_compilation(tell: Callable[[bool], None]) -> Iterator[None]:
    """Tell, once and before it begins, that loops must be compiled, which takes a while.

    Where all that is called was kept by an earlier program, nothing is told.

    Args:
        tell: called with whether what is compiled can be kept for the next program.
    """
    if not COMPILES:
        yield
        return

    told: list[bool] = []

    class Listener(event.Listener):
        def on_start(self, event: Any) -> None:
            if not told:
                told.append(True)
                tell(not _not_kept)

        def on_end(self, event: Any) -> None:
            """Nothing is told at the end."""

    with event.install_listener("numba:compile", Listener()):
        yield
