"""The parent's side: one child process that reads file after file, bounded, started anew when it falls."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from tequio.engines.reading.errors import (
    FileEmpty,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    MemoryExceeded,
    ReaderCrashed,
    ReadingError,
    TimeExceeded,
)
from tequio.engines.reading.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from tequio.engines.reading.worker import limits_to_argument, out_of_memory, unpack
from tequio.text import Text

NOTHING = Text("", ())


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes with the name that a person knows it by."""

    name: str
    data: bytes

    def sha256(self) -> str:
        """Give the digest of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file of many: a text with the digest of its bytes, or an error.

    Args:
        name: the file as the person named it.
        sha256: digest of its bytes, in hexadecimal; "" where it could not be read.
        text: what was read; empty where it could not be.
        error: why it could not be read, or None.
    """

    name: str
    sha256: str = ""
    text: Text = NOTHING
    error: ReadingError | None = None


def open_source(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> Source:
    """Take a file's bytes, once it is known that they can be had and are not too many.

    Args:
        path: of the file.
        limits: only `file_bytes` is used.

    Raises:
        FileMissing: there is no such file.
        FileUnreadable: a folder, a device, or a file that we may not open.
        FileEmpty: it has no bytes.
        FileTooLarge: it has more than `limits.file_bytes`.
    """
    path, name = Path(path), str(path)
    try:
        if path.is_dir():
            raise FileUnreadable(name, "this is a folder; name the files in it")
        if path.exists() and not path.is_file():
            raise FileUnreadable(
                name, "this is a device or a pipe and not a file; use - to read standard input"
            )
        with path.open("rb") as file:
            return read_stream(file, name, limits)
    except FileNotFoundError:
        raise FileMissing(name, "there is no such file; check the name and the folder") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise FileUnreadable(
            name, f"the file cannot be opened ({reason}); check its name and rights"
        ) from None


def read_stream(stream: BinaryIO, name: str, limits: Limits = DEFAULT_LIMITS) -> Source:
    """Take the bytes of an open stream, such as standard input; raises as `open_source`."""
    size = _size(stream)
    if size is not None and size > limits.file_bytes:
        raise _too_large(name, size, limits)
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise _too_large(name, None, limits)
    if not data:
        raise FileEmpty(name, "the file is empty (0 bytes); save the document again and read the new file")
    return Source(name, data)


def _size(stream: BinaryIO) -> int | None:
    try:
        return os.fstat(stream.fileno()).st_size
    except (OSError, ValueError):
        return None


def _too_large(name: str, size: int | None, limits: Limits) -> FileTooLarge:
    has = f"the file has {size // MEGABYTE:,} MB" if size else "the file is too large"
    return FileTooLarge(
        name,
        f"{has} and the limit is {limits.file_bytes // MEGABYTE:,} MB;"
        " split the document or drop its pictures",
    )


class Reader:
    """Reads files in one child process; safe to share between threads, one file at a time.

    Args:
        limits: what one file may cost.

    The child starts at once, so that its imports overlap with the caller's.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._child: subprocess.Popen[bytes] | None = None
        self._start()

    def read(self, source: Source) -> Text:
        """Read one file's bytes.

        Raises:
            ReadingError: any class of the tree in `errors`.
        """
        with self._lock:
            if self._owner != os.getpid():  # the process was forked: the child is our parent's, not ours
                self._child, self._owner = None, os.getpid()
            child = self._start()
            watch = _Watch(child)
            try:
                answer = self._ask(child, source, watch)
            except BaseException:
                self._stop()
                raise
            finally:
                watch.cancel()
            if answer is None:
                raise self._failure(source, watch, self._stop())
        return unpack(answer)

    def read_each(self, files: Iterable[str | Path | Source]) -> Iterator[Outcome]:
        """Read many files, the next one while the caller works on the last; an error is a result."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            waiting: Future[Outcome] | None = None
            for file in files:
                following = pool.submit(self._read_one, file)
                if waiting:
                    yield waiting.result()
                waiting = following
            if waiting:
                yield waiting.result()

    def _read_one(self, file: str | Path | Source) -> Outcome:
        name = file.name if isinstance(file, Source) else str(file)
        try:
            source = file if isinstance(file, Source) else open_source(file, self.limits)
            return Outcome(name, source.sha256(), self.read(source))
        except ReadingError as error:
            return Outcome(name, error=error)

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._stop()

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(
                # -P: a file named json.py in the current folder must not become part of the program
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "tequio.engines.reading.worker",
                    limits_to_argument(self.limits),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # an OCR engine that the child starts ends with it
            )
        return self._child

    def _ask(self, child: subprocess.Popen[bytes], source: Source, watch: _Watch) -> bytes | None:
        assert child.stdin is not None
        assert child.stdout is not None
        watch.allow(self.limits.seconds)
        try:
            child.stdin.write(json.dumps({"name": source.name, "size": len(source.data)}).encode() + b"\n")
            child.stdin.write(source.data)
            child.stdin.flush()
            while line := child.stdout.readline():
                head = json.loads(line)
                if "seconds" in head:
                    watch.allow(head["seconds"])
                    continue
                answer = child.stdout.read(head["length"])
                return answer if len(answer) == head["length"] else None
        except OSError:  # the child fell while we spoke
            pass
        return None

    def _stop(self) -> int | None:
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return None
        if child.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(0.05)  # a child that fell by itself has its own exit code to tell
        _kill(child)
        for stream in (child.stdin, child.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        return child.wait()

    def _failure(self, source: Source, watch: _Watch, code: int | None) -> ReadingError:
        if watch.expired:
            return TimeExceeded(
                source.name,
                f"reading took longer than {watch.seconds:g} s and was stopped; split the document",
            )
        if code in (
            -signal.SIGABRT,
            -signal.SIGKILL,
        ):  # how libraries in C and the system end for want of memory
            return MemoryExceeded(source.name, out_of_memory(self.limits))
        return ReaderCrashed(
            source.name,
            f"the reading process ended without an answer (code {code}), so the file is likely damaged;"
            " save it anew",
        )


class _Watch:
    """Ends the child when its time is over."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self.seconds = 0.0
        self.expired = False
        self._child = child
        self._timer: threading.Timer | None = None

    def allow(self, seconds: float) -> None:
        self.cancel()
        self.seconds = seconds
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        if self._timer:
            self._timer.cancel()

    def _expire(self) -> None:
        self.expired = True
        _kill(self._child)


def _kill(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()


_shared: Reader | None = None
_shared_lock = threading.Lock()


def shared_reader() -> Reader:
    """Give the process's own reader with the default limits, started at the first call."""
    global _shared  # noqa: PLW0603  one child for the whole process is the point
    with _shared_lock:
        if _shared is None:
            _shared = Reader()
            atexit.register(_shared.close)
        return _shared


def read_file(path: str | Path) -> Text:
    """Read a document with the default limits, in the shared child process.

    Args:
        path: of a txt, md, html, docx, pptx, pdf, odt or eml file; the content decides, not the ending.

    Returns:
        The plain text with its paragraphs, offsets, pages and languages.

    Raises:
        ReadingError: any class of the tree in `errors`; its text is one sentence for a person.
    """
    return shared_reader().read(open_source(path))


def read_bytes(data: bytes, name: str) -> Text:
    """Read a document from its bytes; `name` is what messages call it. As `read_file` else."""
    if not data:
        raise FileEmpty(name, "the file is empty (0 bytes); save the document again and read the new file")
    if len(data) > DEFAULT_LIMITS.file_bytes:
        raise _too_large(name, len(data), DEFAULT_LIMITS)
    return shared_reader().read(Source(name, data))
