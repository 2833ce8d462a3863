"""What was learned on top of a general model: how a question points at a provision.

The vector of a question is taken from the mean of questions, and turned by one matrix so that it comes near
the provisions that answer it. The matrix was learned from headings of articles and from the thesaurus's
labels, each with the passages below it or that speak of it, with the loss of van den Oord et al.,
"Representation learning with contrastive predictive coding", 2018. Passages stay as the model gives them,
so that nothing need be encoded again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from tequio.engines.retrieval.errors import ModelIsUnreadable
from tequio.engines.retrieval.passages import Vectors

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Pointing:
    """How vectors of questions are turned.

    Args:
        encoder: name of the encoder whose vectors these are.
        mean: of the vectors of questions, shape (dimensions,).
        matrix: shape (dimensions, dimensions).
    """

    encoder: str
    mean: Vectors
    matrix: Vectors

    def turn(self, vector: Vectors) -> Vectors:
        """Give the direction, of length 1, in which the answers of a question lie."""
        turned = (vector - self.mean) @ self.matrix
        return np.asarray(turned / max(float(np.linalg.norm(turned)), 1e-9), dtype=np.float32)


def save_pointing(pointing: Pointing, path: Path) -> None:
    """Write to a file that `load_pointing` reads."""
    np.savez_compressed(
        path,
        format=np.array(FORMAT),
        encoder=np.array(pointing.encoder),
        mean=pointing.mean.astype(np.float32),
        matrix=pointing.matrix.astype(np.float16),
    )


def load_pointing(path: Path) -> Pointing:
    """Read what `save_pointing` wrote.

    Raises:
        ModelIsUnreadable: the file is missing, damaged, or of another version.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            if int(stored["format"]) != FORMAT:
                raise ModelIsUnreadable(f"{path} was made by another version; train it again.")
            return Pointing(
                str(stored["encoder"]),
                stored["mean"].astype(np.float32),
                stored["matrix"].astype(np.float32),
            )
    except (OSError, KeyError, EOFError, BadZipFile) as error:
        raise ModelIsUnreadable(f"{path} is not a file that can be read.") from error


@cache
def shipped_pointing() -> Pointing | None:
    """Give what came with the package, or None where it has been taken out."""
    shipped = files(__package__).joinpath("pointing.npz")
    if not shipped.is_file():
        return None
    with as_file(shipped) as path:
        return load_pointing(path)
