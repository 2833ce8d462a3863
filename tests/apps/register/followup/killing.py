"""A process that carries out an operation and is killed with -9 in the middle of it."""

import hashlib
import os
import signal

from django.db import connection, connections

from tequio.apps.ledger import recording
from tequio.apps.ledger.models import Event
from tequio.site.backup.tables import rows_of, tables

PLACES = ("before the log", "in the log", "before the commit")


def stop(told: int) -> None:
    """Say that the place is reached, and wait for the end."""
    os.write(told, b"stopped")
    while True:
        signal.pause()


def _stop_at(place: str, told: int) -> None:
    if place == "before the log":
        recording._append = lambda _recording: stop(told)
    elif place == "in the log":
        write = Event.objects.bulk_create
        Event.objects.bulk_create = lambda *args, **more: (write(*args, **more), stop(told))
    elif place == "before the commit":
        connections["default"].commit = lambda: stop(told)


def killed(act, place: str = "") -> str:
    """Carry `act()` out in a process of its own until the place, and kill that process.

    Args:
        act: given a function that stops, where the place is none of `PLACES`.
        place: where.

    Returns:
        "stopped", or what happened instead.
    """
    connections.close_all()  # two processes must not share one connection
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        said = b"came to its end"
        try:
            _stop_at(place, told)
            act() if place else act(lambda *_args: stop(told))
        except BaseException as error:
            said = repr(error)[:500].encode()
        finally:
            os.write(told, said)
            os._exit(1)
    os.close(told)
    try:
        said = os.read(heard, 1000).decode()
        os.kill(child, signal.SIGKILL)
    finally:
        os.waitpid(child, 0)
        os.close(heard)
    return said


def everything() -> dict[str, str]:
    """Give a digest of each table."""
    found = {}
    for model in tables():
        summed = hashlib.sha256(b"".join(rows_of(model, lambda _rows: None)))
        found[model._meta.label] = summed.hexdigest()
    connection.close()
    return found
