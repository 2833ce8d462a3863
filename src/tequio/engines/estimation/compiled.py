"""Compiled loops where numba works; the same functions as plain Python where it does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar, cast

try:
    from numba import njit
except ImportError:  # pragma: no cover  - an installation without numba takes the plain paths
    njit = None  # type: ignore[assignment]

Loop = TypeVar("Loop", bound=Callable[..., Any])

COMPILES = njit is not None and os.environ.get("NUMBA_DISABLE_JIT", "0") in ("", "0")
"""Whether loops are compiled; where they are not, callers take their path through whole arrays."""


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
    except RuntimeError:  # pragma: no cover  - no folder to keep compiled code in may be written
        return cast(Loop, njit(loop))
