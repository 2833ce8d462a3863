"""A thin HTTP client for the fifty: it must cost little beside the server, which runs on the same machine."""

from __future__ import annotations

import os
import socket
from collections import defaultdict
from pathlib import Path

_HEAD_ENDS = b"\r\n\r\n"
_LARGEST_HEAD = 65_536


class Line:
    """One person's connection, kept open from page to page.

    Args:
        port: of the server on this machine.
        cookie: what the person's browser sends along.
        token: against forged requests.
    """

    def __init__(self, port: int, cookie: str, token: str) -> None:
        """Connect when something is asked for the first time."""
        self._port = port
        self._kept = f"Host: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nX-CSRFToken: {token}\r\n".encode()
        self._socket: socket.socket | None = None
        self._room = bytearray(_LARGEST_HEAD)

    def ask(self, address: str, form: str | None = None) -> tuple[int, bytes]:
        """Ask for a page, or send a form.

        Args:
            address: path and query.
            form: as a browser sends it; None to read.

        Returns:
            Status, and the end of what was answered.

        Raises:
            OSError: the connection broke, or the answer is none.
        """
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), 120)
        verb, sent = ("GET", b"") if form is None else ("POST", form.encode())
        head = b"%s %s HTTP/1.1\r\n" % (verb.encode(), address.encode()) + self._kept
        if form is not None:
            head += b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n" % len(sent)
        self._socket.sendall(head + b"\r\n" + sent)
        return self._answer(self._socket)

    def _answer(self, line: socket.socket) -> tuple[int, bytes]:
        found = b""
        while _HEAD_ENDS not in found:
            more = line.recv(_LARGEST_HEAD)
            if not more:
                raise ConnectionResetError("the server hung up")
            found += more
        head, _ends, body = found.partition(_HEAD_ENDS)
        fields = head.lower()
        length = int(fields.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        left, last = length - len(body), body
        while left > 0:
            got = line.recv_into(self._room, min(left, len(self._room)))
            if not got:
                raise ConnectionResetError("the answer was cut short")
            left, last = left - got, bytes(self._room[max(0, got - 200) : got])
        if b"connection: close" in fields:
            self.close()
        return int(head[9:12]), last[-200:]

    def close(self) -> None:
        """Hang up; what is asked next connects anew."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def processor_of(root: int) -> dict[str, float]:
    """Say how much processor programs have had so far, where the system tells (`/proc`).

    Args:
        root: number of the server's first process; its children count with it.

    Returns:
        "server" and "database" (all of PostgreSQL here) -> seconds; empty where the system does not tell.
    """
    parents: dict[int, int] = {}
    spent: dict[int, tuple[str, float]] = {}
    tick = os.sysconf("SC_CLK_TCK")
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _separator, rest = entry.read_text().partition("(")[2].rpartition(") ")
        except OSError:  # it has ended meanwhile
            continue
        fields = rest.split()
        number = int(entry.parent.name)
        parents[number] = int(fields[1])
        spent[number] = name, (int(fields[11]) + int(fields[12])) / tick
    found: dict[str, float] = defaultdict(float)
    for number, (name, seconds) in spent.items():
        if root in (number, parents[number]):
            found["server"] += seconds
        elif name == "postgres":
            found["database"] += seconds
    return dict(found)
