"""Loops are compiled once, and whoever waits is told why."""

import numpy as np
import pytest

from tequio.engines.estimation import compiled
from tequio.engines.estimation.compiled import COMPILES, telling_of_compilation

pytestmark = [pytest.mark.engine, pytest.mark.skipif(not COMPILES, reason="numba is not installed here")]


def fresh_loop():
    """A loop that no earlier program can have kept."""
    numba = pytest.importorskip("numba")

    @numba.njit
    def total(numbers):
        found = 0.0
        for number in numbers:
            found += number
        return found

    return total


def test_compilation_is_told_once_and_before_it_begins():
    told = []
    loop = fresh_loop()
    with telling_of_compilation(told.append):
        assert loop(np.ones(3)) == 3
        assert fresh_loop()(np.ones(4)) == 4
    assert told == [True]


def test_nothing_is_told_where_nothing_is_compiled():
    told = []
    loop = fresh_loop()
    loop(np.ones(3))
    with telling_of_compilation(told.append):
        loop(np.ones(5))
    fresh_loop()(np.ones(3))  # after the end nobody listens
    assert told == []


def test_what_cannot_be_kept_is_said(monkeypatch):
    def refuse(**_options):
        def decorate(loop):
            message = f"cannot cache function {loop.__name__!r}: no locator available"
            raise RuntimeError(message)

        return decorate

    real = compiled.njit
    monkeypatch.setattr(compiled, "njit", lambda *loop, **options: real(*loop) if loop else refuse(**options))
    monkeypatch.setattr(compiled, "_not_kept", [])

    def doubled(number):
        return 2 * number

    loop = compiled.compiled(doubled)
    told = []
    with telling_of_compilation(told.append):
        assert loop(4) == 8
    assert told == [False]
