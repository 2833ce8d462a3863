"""The child process that reads files: `python -m tequio.engines.reading.worker LIMITS`.

It answers one request after the other on its standard streams. A request is a line of JSON
`{"name", "size"}` and that many bytes; an answer is a line of JSON `{"length"}` and that many bytes of
JSON, either a text or an error. Before it, a line `{"seconds"}` may ask for more time: OCR has begun.
JSON and not pickle: what comes back was made from a stranger's file.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, BinaryIO

from tequio.engines.reading.errors import FileDamaged, MemoryExceeded, ReadingError, error_classes
from tequio.engines.reading.limits import MEGABYTE, Limits
from tequio.text import Paragraph, Role, Text

_GRACE = 5.0  # seconds the child outlives its limit before it ends itself, should the parent be gone


def pack(text: Text) -> bytes:
    """Turn a text into JSON."""
    paragraphs = [
        (p.start, p.end, p.role, p.level, p.number, p.headings, p.page, p.cell, p.language)
        for p in text.paragraphs
    ]
    fields = {
        "content": text.content,
        "paragraphs": paragraphs,
        "language": text.language,
        "media_type": text.media_type,
        "title": text.title,
    }
    return json.dumps(fields, separators=(",", ":")).encode()


def unpack(answer: bytes) -> Text:
    """Turn JSON back into the text.

    Raises:
        ReadingError: the one that the child met.
    """
    fields: dict[str, Any] = json.loads(answer)
    if "error" in fields:
        raise error_classes()[fields["error"]](fields["name"], fields["problem"])
    paragraphs = tuple(
        Paragraph(
            start,
            end,
            Role(role),
            level,
            number,
            tuple(headings),
            page,
            tuple(cell) if cell else None,
            language,
        )
        for start, end, role, level, number, headings, page, cell, language in fields["paragraphs"]
    )
    return Text(fields["content"], paragraphs, fields["language"], fields["media_type"], fields["title"])


def _pack_error(error: ReadingError) -> bytes:
    return json.dumps({"error": type(error).__name__, "name": error.name, "problem": error.problem}).encode()


def _answer(data: bytes, name: str, limits: Limits, before_ocr: Callable[[], None]) -> bytes:
    from tequio.engines.reading.formats import parse  # noqa: PLC0415  after the limits are set

    try:
        return pack(parse(data, name, limits, before_ocr))
    except ReadingError as error:
        return _pack_error(error)
    except MemoryError:
        return _pack_error(MemoryExceeded(name, out_of_memory(limits)))
    except RecursionError:
        return _pack_error(FileDamaged(name, "the file nests its parts too deeply to be read; save it anew"))
    except Exception as error:  # a format's reader met what nobody foresaw: one sentence, no traceback
        return _pack_error(
            FileDamaged(
                name,
                f"the file cannot be read ({type(error).__name__}: {error}); save it anew as docx or PDF",
            )
        )


def out_of_memory(limits: Limits) -> str:
    """Say that the memory limit was met."""
    return (
        f"reading needed more than {limits.memory_bytes // MEGABYTE:,} MB of memory;"
        " split the document and read the parts"
    )


def _bound_memory(limits: Limits) -> None:
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def serve(requests: BinaryIO, answers: BinaryIO, limits: Limits) -> None:
    """Answer requests until their stream ends."""

    def take_time_for_ocr() -> None:
        _set_alarm(limits.ocr_seconds + _GRACE)
        answers.write(json.dumps({"seconds": limits.ocr_seconds}).encode() + b"\n")
        answers.flush()

    while line := requests.readline():
        head = json.loads(line)
        data = requests.read(head["size"])
        _set_alarm(limits.seconds + _GRACE)
        answer = _answer(data, head["name"], limits, take_time_for_ocr)
        _set_alarm(0)
        del data
        answers.write(json.dumps({"length": len(answer)}).encode() + b"\n" + answer)
        answers.flush()


def limits_to_argument(limits: Limits) -> str:
    """Write the limits as the child's one argument."""
    return json.dumps(asdict(limits))


def main() -> None:
    """Start the child: keep the answer stream for answers alone, set the limits, serve."""
    limits = Limits(**json.loads(sys.argv[1]))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not mix with the answers
    _bound_memory(limits)
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        serve(sys.stdin.buffer, answers, limits)


if __name__ == "__main__":
    main()
