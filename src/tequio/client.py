"""A small client of the interface `/api/v1`, with nothing but the standard library.

    register = Client("https://register.example.org")
    for commitment in register.commitments(kind="recommendation"):
        print(commitment["id"], commitment["quote"])

It walks through pages by their cursors, keeps answers by their ETag so that what did not change is not sent
again (RFC 9110), and raises the problems of the interface (RFC 9457) as exceptions.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

__all__ = ["Client", "Problem", "Unreachable"]

Open = Callable[[Request, float], Any]
_KEPT = 256


class Problem(Exception):  # noqa: N818 - errors are named as facts
    """The site answered that something is wrong.

    Args:
        status: of the answer (403 where a key does not allow it, 404, 422 …).
        sentence: what is wrong, as the site says it.
        told: the whole problem, where the answer was one.
        wait: seconds to wait before the next request, where the site says so; else None.
    """

    def __init__(self, status: int, sentence: str, told: Mapping[str, Any], wait: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.told = dict(told)
        self.wait = wait


class Unreachable(Exception):  # noqa: N818
    """No site answers at the address, or what answers is none."""


class _NoRedirect(HTTPRedirectHandler):
    """A key is not carried to another address."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        """Follow none."""


def _open(request: Request, seconds: float) -> Any:
    return build_opener(_NoRedirect).open(request, timeout=seconds)


class Client:
    """One site, seen as a visitor or with a key.

    Args:
        address: of the site, "https://…".
        key: as the site shows it once ("tequio_…"); empty for a visitor.
        seconds: how long an answer is waited for.
        open_: opens a request; for tests and proxies of one's own.

    Raises:
        ValueError: the address does not start with http:// or https://.
    """

    def __init__(self, address: str, key: str = "", seconds: float = 30, open_: Open = _open) -> None:
        if urlsplit(address).scheme not in {"http", "https"}:
            raise ValueError(f"{address} is no address of a site: it starts with https:// or http://.")
        self._base = address.rstrip("/") + "/api/v1/"
        self._key = key
        self._seconds = seconds
        self._open = open_
        self._known: OrderedDict[str, tuple[str, Any]] = OrderedDict()

    def commitments(self, **filters: Any) -> Iterator[dict[str, Any]]:
        """Walk through the commitments that fit, the newest first, page by page.

        Args:
            filters: q, kind, strength, mechanism, session, actor, topic ("themes:torture"), limit.

        Raises:
            Problem, Unreachable: see there.
        """
        return self._walk("commitments", filters)

    def commitment(self, number: int) -> dict[str, Any]:
        """Give a commitment with its chain; errors as `commitments`."""
        found: dict[str, Any] = self.get(f"commitments/{number}")
        return found

    def mechanisms(self) -> Iterator[dict[str, Any]]:
        """Walk through the mechanisms; errors as `commitments`."""
        return self._walk("mechanisms", {})

    def sessions(self, mechanism: int) -> list[dict[str, Any]]:
        """Give the sessions of a mechanism; errors as `commitments`."""
        found: list[dict[str, Any]] = self.get(f"mechanisms/{mechanism}/sessions")
        return found

    def organizations(self) -> Iterator[dict[str, Any]]:
        """Walk through the institutions, in the shapes of Popolo; errors as `commitments`."""
        return self._walk("organizations", {})

    def get(self, path: str, **asked: Any) -> Any:
        """Read one answer; what the site says has not changed comes from memory.

        Args:
            path: below `/api/v1/`.
            asked: parameters; empty ones are left out.

        Raises:
            Problem, Unreachable: see there.
        """
        query = urlencode({name: value for name, value in asked.items() if value not in {None, ""}})
        address = f"{self._base}{path}{f'?{query}' if query else ''}"
        tag, kept = self._known.get(address, ("", None))
        status, headers, content = self._ask(Request(address), {"If-None-Match": tag} if tag else {})
        if status == 304:
            self._known.move_to_end(address)
            return kept
        found = _read(content, address)
        if headers.get("ETag"):
            self._known[address] = str(headers["ETag"]), found
            self._known.move_to_end(address)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Write something, which wants a key that may; arguments and errors as `get`.

        Args:
            path: below `/api/v1/`, as the interface's own page names it.
            body: what is written.
        """
        address = self._base + path
        request = Request(address, json.dumps(body).encode(), method="POST")
        _status, _headers, content = self._ask(request, {"Content-Type": "application/json"})
        return _read(content, address)

    def _walk(self, path: str, filters: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        cursor: str | None = ""
        while cursor is not None:
            page = self.get(path, **filters, cursor=cursor)
            yield from page["items"]
            cursor = page["next"]

    def _ask(self, request: Request, headers: Mapping[str, str]) -> tuple[int, Any, bytes]:
        request.add_header("Accept", "application/json")
        for name, value in headers.items():
            request.add_header(name, value)
        if self._key:
            request.add_unredirected_header("Authorization", f"Bearer {self._key}")
        try:
            with self._open(request, self._seconds) as answer:
                return answer.status, answer.headers, answer.read()
        except HTTPError as error:
            with error:
                if error.code == 304:
                    return 304, error.headers, b""
                raise _problem(error) from None
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise Unreachable(f"{urlsplit(request.full_url).netloc} does not answer: {reason}.") from None


def _read(content: bytes, address: str) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        raise Unreachable(f"What answers at {address.partition('?')[0]} is not the interface.") from None


def _problem(error: HTTPError) -> Problem:
    try:
        told = json.loads(error.read())
    except (OSError, ValueError):
        told = {}
    told = told if isinstance(told, dict) else {}
    wait = str(error.headers.get("Retry-After") or "")
    sentence = str(told.get("detail") or told.get("title") or f"The site answered {error.code}.")
    return Problem(error.code, sentence, told, int(wait) if wait.isdigit() else None)
