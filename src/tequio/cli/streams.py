"""Standard output and standard error as the commands use them."""

from __future__ import annotations

import sys


def write(text: str) -> None:
    """Write to standard output as UTF-8, whatever the locale, with the line ends that the text has."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def complain(sentence: str) -> None:
    """Say on standard error, in one line, what is wrong."""
    print(f"tequio: {sentence}", file=sys.stderr)


def counted(number: int, one: str, many: str) -> str:
    """Write a number with the words for one or for many."""
    return f"{number} {one if number == 1 else many}"


class Progress:
    """Counts the files of a batch, and shows the count where a person watches standard error.

    Args:
        total: how many files there are.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.failed = 0
        self._shown = total > 1 and sys.stderr.isatty()

    def advance(self) -> None:
        """Count one file that was read."""
        self.done += 1
        self._show()

    def fail(self, sentence: str) -> None:
        """Count one file that was not read and say why."""
        self.done += 1
        self.failed += 1
        self.remark(sentence)

    def remark(self, sentence: str) -> None:
        """Say something about a file that was read all the same."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr)
        complain(sentence)
        self._show()

    def _show(self) -> None:
        if self._shown:
            line = f"{self.done} of {self.total} read" if self.done < self.total else ""
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
