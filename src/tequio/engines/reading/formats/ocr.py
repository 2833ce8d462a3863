"""Pictures of pages -> lines, by the Tesseract program where it is installed (`tesseract --version`)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from statistics import median

import pypdfium2

from tequio.engines.reading.errors import TextLayerMissing
from tequio.engines.reading.formats.pdf_lines import Line

_DOTS_PER_INCH = 300  # what Tesseract was trained on
_MOST_PIXELS = 40_000_000  # of one page: a poster is rendered coarser
_WANTED = ("spa", "eng")
_BULLET_SEEN = re.compile(r"[eo¢©«*»] (?=[A-ZÁÉÍÓÚÑ])")
_NEARLY = (0.6, 1.45)
_LEAST_CONFIDENCE = 20.0  # percent; below it the "words" are specks


def is_installed() -> bool:
    """Say whether the Tesseract program can be found."""
    return shutil.which("tesseract") is not None


@cache
def _languages() -> str:
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    there = set(listed.stdout.split())
    return "+".join(language for language in _WANTED if language in there) or "eng"


def read_page(page: pypdfium2.PdfPage, name: str) -> list[Line]:
    """Read the picture of one page.

    Args:
        page: as pdfium opened it.
        name: the file, for the message.

    Raises:
        TextLayerMissing: the OCR engine failed.
    """
    width, height = page.get_size()
    scale = min(_DOTS_PER_INCH / 72, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    rows = bytes(bitmap.buffer)
    picture = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(
        rows[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height)
    )
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", _languages(), "--dpi", str(round(scale * 72)), "tsv"],
        input=picture,
        capture_output=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads slow one another down
        check=False,
    )
    if done.returncode != 0:
        raise TextLayerMissing(
            name, "the pages are pictures and the OCR engine failed on them; check that tesseract works"
        )
    return list(_lines(done.stdout.decode("utf-8", "replace"), scale, height))


def even_sizes(lines: list[Line]) -> None:
    """Give lines of nearly one size the same: the box of a line without tall letters is lower than others.

    Args:
        lines: of all the pictures of one document; changed in place.
    """
    usual = median(line.size for line in lines) if lines else 0.0
    for line in lines:
        if _NEARLY[0] * usual < line.size < _NEARLY[1] * usual:
            line.top = line.bottom + usual


def mend_bullets(lines: list[Line]) -> None:
    """Turn the letters that Tesseract sees in bullets back into bullets, where a page has several of them.

    Args:
        lines: of one page; changed in place.
    """
    taken = [line for line in lines if _BULLET_SEEN.match(line.text)]
    for line in taken if len(taken) > 1 else ():
        line.text = "•" + line.text[1:]


def _lines(table: str, scale: float, height: float) -> Iterator[Line]:
    """Turn Tesseract's table of words into lines, in points."""
    rows = [row.split("\t") for row in table.splitlines()[1:]]
    words = [row for row in rows if len(row) == 12 and row[0] == "5" and float(row[10]) >= _LEAST_CONFIDENCE]
    for _, line in groupby(words, key=lambda row: row[1:5]):
        found = [
            (int(row[6]), int(row[7]), int(row[8]), int(row[9]), row[11]) for row in line if row[11].strip()
        ]
        if found:
            top, low = min(word[1] for word in found), max(word[1] + word[3] for word in found)
            yield Line(
                " ".join(word[4] for word in found),
                found[0][0] / scale,
                (found[-1][0] + found[-1][2]) / scale,
                height - low / scale,
                height - top / scale,
            )
