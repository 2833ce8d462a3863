"""Print the findings of one plain-text document as JSON, without database or child process: for the scorer.

python benchmarks/read_plain.py FILE
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from tequio.engines.extraction import Findings, extract
from tequio.engines.reading.language import detect_language
from tequio.engines.reading.plaintext import structure
from tequio.text import Text


def read_plain(path: Path) -> Text:
    """Read a UTF-8 text file, unchanged."""
    with path.open(encoding="utf-8", newline="") as handle:
        content = handle.read()
    return Text(content, structure(content), detect_language(content))


def as_json(findings: Findings) -> dict[str, object]:
    """Give the findings in the shape of `tequio read --format json`."""
    return asdict(findings)


if __name__ == "__main__":
    print(json.dumps(as_json(extract(read_plain(Path(sys.argv[1])))), ensure_ascii=False))
