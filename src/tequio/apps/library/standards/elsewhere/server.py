"""A Milvus server, asked over its RESTful interface, version 2 (https://milvus.io/api-reference/restful)."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, Protocol

from tequio.apps.library.standards.errors import ServerRefuses, ServerSilent

TIMEOUT = 30.0
"""Seconds for one answer, from the question to its last byte."""
_LARGEST_ANSWER = 200_000_000  # bytes
_MOST_SAID = 200  # letters of a server's reason that are repeated


class Server(Protocol):
    """Whatever carries a request to Milvus and brings its answer."""

    def ask(self, action: str, request: Mapping[str, Any]) -> Any:
        """Put a request.

        Args:
            action: what follows "/v2/vectordb/" in the address, such as "entities/search".
            request: the body, as documented.

        Returns:
            What stands under "data" in the answer.

        Raises:
            ServerSilent: there is no answer that can be read.
            ServerRefuses: the answer is a refusal.
        """


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The words of the library go to the address that the site names, and to no other."""

    def redirect_request(self, *_args: Any) -> None:
        """Follow nothing."""
        return


class MilvusServer:
    """A server over HTTP.

    Args:
        address: "http://host:19530" or https, without a path.
        token: "user:password" or a key; empty where the server asks for none. It is never repeated.
        timeout: seconds for one answer.
    """

    def __init__(self, address: str, token: str = "", timeout: float = TIMEOUT) -> None:
        self._address = address.rstrip("/")
        self._token = token
        self._timeout = timeout
        # No proxy of the environment: a cluster stands in the site's own network.
        self._opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))

    def ask(self, action: str, request: Mapping[str, Any]) -> Any:
        """Put a request; see `Server.ask`."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        asked = urllib.request.Request(
            f"{self._address}/v2/vectordb/{action}", json.dumps(request).encode(), headers, method="POST"
        )
        try:
            answered = json.loads(self._bytes_of(asked))
            code = int(answered["code"])
        except urllib.error.HTTPError as error:
            raise ServerSilent(f"The search server answered with status {error.code}.") from None
        except TimeoutError:
            raise self._late() from None
        except (OSError, HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise self._late() from None
            raise ServerSilent(
                "The search server cannot be reached, or broke off; try again later."
            ) from None
        except (ValueError, KeyError, TypeError, RecursionError):
            raise ServerSilent("What the search server answers is not of Milvus's protocol.") from None
        # Releases before 2.4 say 200 for what went well.
        if code not in {0, 200}:
            said = " ".join(str(answered.get("message", "")).split())[:_MOST_SAID].rstrip(".")
            raise ServerRefuses(
                f"The search server refused {action} with code {code}: {said or 'no reason'}."
            )
        return answered.get("data")

    def _late(self) -> ServerSilent:
        return ServerSilent(f"The search server did not answer within {self._timeout:g} seconds.")

    def _bytes_of(self, asked: urllib.request.Request) -> bytes:
        until, parts, size = time.monotonic() + self._timeout, [], 0
        with self._opener.open(asked, timeout=self._timeout) as response:
            while part := response.read1(1 << 16):
                parts.append(part)
                size += len(part)
                if size > _LARGEST_ANSWER:
                    raise ValueError("too long")
                if time.monotonic() > until:
                    raise TimeoutError
        return b"".join(parts)
