"""The child process: bounded, used again, started anew, and alone with what it is given."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from made_documents import made_pdf, made_picture_pdf

from tequio.engines.reading import (
    FileEmpty,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    Limits,
    MemoryExceeded,
    Reader,
    ReaderCrashed,
    ReadingError,
    Source,
    TimeExceeded,
    open_source,
    read_bytes,
    read_file,
    read_stream,
)
from tequio.engines.reading.formats import ocr, parse
from tequio.engines.reading.worker import pack, unpack

pytestmark = pytest.mark.engine

WORDS = b"The parties agreed to publish the report and to meet again.\n\n1. Share the list.\n"


def child_of(reader: Reader) -> int:
    child = reader._child
    assert child is not None
    return child.pid


@pytest.mark.parametrize("ending", ["txt", "html", "docx", "pptx", "pdf", "odt", "eml", "md"])
def test_child_gives_what_reading_here_gives(ending: str, documents: dict[str, bytes]) -> None:
    here = parse(documents[ending], f"a.{ending}")
    assert read_bytes(documents[ending], f"a.{ending}") == here
    assert unpack(pack(here)) == here


def test_one_child_reads_file_after_file() -> None:
    with Reader() as reader:
        pids = {child_of(reader) for _ in range(3) if reader.read(Source("a.txt", WORDS))}
        with pytest.raises(ReadingError):
            reader.read(Source("b.txt", bytes(99)))
        assert pids == {child_of(reader)}


def test_child_ends_with_its_reader() -> None:
    with Reader() as reader:
        child = reader._child
        assert child is not None
    assert child.poll() is not None


def test_time_is_bounded_and_the_next_file_is_read() -> None:
    with Reader(Limits(seconds=0.01)) as reader:
        with pytest.raises(TimeExceeded, match=r"a\.pdf: reading took longer than 0\.01 s"):
            reader.read(Source("a.pdf", made_pdf(pages=60)))
        reader.limits = Limits()
        assert reader.read(Source("b.txt", WORDS)).paragraphs


@pytest.mark.skipif(not ocr.is_installed(), reason="tesseract is not installed")
def test_ocr_has_a_time_of_its_own() -> None:
    with Reader(Limits(ocr_seconds=0.01)) as reader:
        with pytest.raises(TimeExceeded, match=r"longer than 0\.01 s"):
            reader.read(Source("scan.pdf", made_picture_pdf()))
        assert reader.read(Source("b.txt", WORDS)).paragraphs


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is bounded on Linux only")
def test_memory_is_bounded_and_the_next_file_is_read() -> None:
    with Reader(Limits(memory_bytes=300_000_000)) as reader:
        with pytest.raises(MemoryExceeded, match="more than 300 MB of memory"):
            reader.read(Source("a.txt", WORDS * 2_000_000))
        assert reader.read(Source("b.txt", WORDS)).paragraphs


def test_crash_is_told_and_the_next_file_is_read() -> None:
    with Reader() as reader:
        reader.read(Source("warm.txt", WORDS))
        child = reader._child
        assert child is not None
        # Held back, so that it ends before its answer however quickly it reads.
        child.send_signal(signal.SIGSTOP)
        threading.Timer(0.3, lambda: (child.terminate(), child.send_signal(signal.SIGCONT))).start()
        with pytest.raises(
            ReaderCrashed, match=r"a\.pdf: the reading process ended without an answer \(code -15\)"
        ):
            reader.read(Source("a.pdf", made_pdf(pages=2)))
        assert reader.read(Source("b.txt", WORDS)).paragraphs


def test_child_that_fell_between_two_files_is_started_anew() -> None:
    with Reader() as reader:
        child = reader._child
        assert child is not None
        child.kill()
        child.wait()
        assert reader.read(Source("a.txt", WORDS)).paragraphs


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_forked_process_takes_a_child_of_its_own() -> None:
    with Reader() as reader:
        mine = child_of(reader)
        forked = os.fork()
        if forked == 0:
            read = reader.read(Source("a.txt", WORDS))
            os._exit(0 if read.paragraphs and child_of(reader) != mine else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(forked, 0)[1]) == 0
        assert reader.read(Source("a.txt", WORDS)).paragraphs
        assert child_of(reader) == mine


def test_threads_share_one_reader() -> None:
    found: list[int] = []
    with Reader() as reader:

        def read(count: int) -> None:
            found.append(len(reader.read(Source(f"{count}.txt", WORDS * count)).content) // len(WORDS))

        threads = [threading.Thread(target=read, args=(count,)) for count in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(found) == list(range(1, 9))


def test_current_folder_adds_nothing_to_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    with Reader() as reader:
        assert reader.read(Source("a.txt", WORDS)).paragraphs


def test_many_files_are_read_in_order_and_errors_are_results(tmp_path: Path) -> None:
    names = []
    for number in range(6):
        file = tmp_path / f"{number}.txt"
        file.write_bytes(WORDS if number % 2 == 0 else b"")
        names.append(str(file))
    names.append(str(tmp_path / "missing.txt"))
    with Reader() as reader:
        outcomes = list(reader.read_each(names))
    assert [outcome.name for outcome in outcomes] == names
    assert [type(outcome.error) for outcome in outcomes] == [
        *(type(None), FileEmpty) * 3,
        FileMissing,
    ]
    assert outcomes[0].sha256 == Source("a", WORDS).sha256()


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    pipe, sparse = tmp_path / "pipe", tmp_path / "large.txt"
    os.mkfifo(pipe)
    with sparse.open("wb") as file:
        file.truncate(200_000_001)
    cases = [
        (tmp_path / "none.txt", FileMissing, "no such file"),
        (tmp_path, FileUnreadable, "this is a folder"),
        (pipe, FileUnreadable, "device or a pipe"),
        (Path("/dev/zero"), FileUnreadable, "device or a pipe"),
        (tmp_path / "a\0b.txt", FileUnreadable, "cannot be opened"),
        (sparse, FileTooLarge, "200 MB and the limit is 200 MB"),
    ]
    for path, error, part in cases:
        start = time.monotonic()
        with pytest.raises(error, match=part):
            read_file(path)
        assert time.monotonic() - start < 1


def test_stream_without_an_end_is_cut_at_the_limit() -> None:
    with Path("/dev/zero").open("rb") as endless, pytest.raises(FileTooLarge):
        read_stream(endless, "-", Limits(file_bytes=1000))


def test_source_is_opened_with_its_digest(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(WORDS)
    assert open_source(file) == Source(str(file), WORDS)
