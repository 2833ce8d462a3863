"""Annotated documents of the corpus folder, which is not part of the repository: marks and texts, by part.

"gold" is the corpus' own hand annotation. "dev" and "heldout" lie in `annotations/` as places and labels
only, and are joined with their documents here; see `annotations/README.md`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from tequio.engines.evaluation import Marked, read_marks

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[1] / "shared" / "corpus"
FOLDERS = ("statements", "seeds")
PARTS = {
    "gold": "in sight while the grammar was written",
    "dev": "open to whoever worked on the grammar",
    "heldout": "not looked at while the grammar was written",
}


def annotated(part: str, corpus: Path = CORPUS) -> Iterator[tuple[Marked, Path]]:
    """Give each annotated document of a part, and where it lies.

    Args:
        part: a key of `PARTS`.
        corpus: folder with `gold/`, `statements/` and `seeds/`; a document that is missing, or has other
            bytes than those that were annotated, is left out.
    """
    folder = corpus / "gold" if part == "gold" else HERE / "annotations" / part
    for path in sorted(folder.glob("*.json")):
        marks = json.loads(path.read_text(encoding="utf-8"))
        document = next((d for f in FOLDERS if (d := corpus / f / marks["file"]).exists()), None)
        if document is None:
            continue
        raw = document.read_bytes()
        if "sha256" not in marks or hashlib.sha256(raw).hexdigest() == marks["sha256"]:
            yield read_marks(marks, raw.decode("utf-8")), document
