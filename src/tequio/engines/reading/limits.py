"""How much one file may cost: bytes, time, memory. Each limit has a name, a default and a reason."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on the reading of one file.

    Args:
        file_bytes: largest file that is opened; outcome documents with pictures stay far below 200 MB.
        unpacked_bytes: most that a zipped format (docx, pptx, odt) may unpack to.
        unpacked_ratio: most that one part of a zip may grow; honest XML stays below 100, bombs near 1,000.
        characters: longest plain text; 20 million are some 8,000 pages.
        seconds: wall-clock time for one file without OCR.
        ocr_seconds: wall-clock time for one file that needs OCR (some seconds a page).
        memory_bytes: address space of the reading process (Linux only; elsewhere the time limit alone holds).
    """

    file_bytes: int = 200 * MEGABYTE
    unpacked_bytes: int = 500 * MEGABYTE
    unpacked_ratio: int = 200
    characters: int = 20 * MEGABYTE
    seconds: float = 60.0
    ocr_seconds: float = 600.0
    memory_bytes: int = 2_000 * MEGABYTE


DEFAULT_LIMITS = Limits()
