"""The trained models as one file: loaded when there is one, done without when there is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from tequio.engines.tagging.convolution import ConvolutionModel
from tequio.engines.tagging.linear import LinearModel

FORMAT = 1
"""Raised when features or arrays change, so that a file made by other code is refused instead of misread."""


class UnreadableModelError(ValueError):
    """The file is not a tagging model of this version."""


@dataclass(frozen=True)
class Models:
    """What was learned.

    Args:
        demand: action categories "1" to "5"; the likeliest wins.
        issues: UPR Info's issues by code; each is proposed from its threshold.
        trained_on: what it was trained on, in a sentence.
    """

    demand: ConvolutionModel
    issues: LinearModel
    trained_on: str


def save_models(models: Models, path: Path) -> None:
    """Write the models to one compressed file."""
    arrays = {**models.demand.arrays("demand_"), **models.issues.arrays("issues_")}
    np.savez_compressed(path, format=np.array(FORMAT), trained_on=np.array(models.trained_on), **arrays)  # type: ignore[arg-type]


def load_models(path: Path) -> Models:
    """Read models that `save_models` wrote.

    Raises:
        UnreadableModelError: the file is missing, damaged, or made by another version.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        version = int(arrays["format"])
        models = Models(
            demand=ConvolutionModel.from_arrays(arrays, "demand_"),
            issues=LinearModel.from_arrays(arrays, "issues_"),
            trained_on=str(arrays["trained_on"]),
        )
    except (OSError, KeyError, ValueError, BadZipFile, EOFError) as error:
        raise UnreadableModelError(f"{path} is not a tagging model that can be read.") from error
    if version != FORMAT:
        raise UnreadableModelError(
            f"The tagging model {path} was made by another version; train it again, or take it away."
        )
    return models


@cache
def shipped_models() -> Models | None:
    """Give the models that came with the package, or None where they have been taken out."""
    shipped = files(__package__).joinpath("models.npz")
    if not shipped.is_file():
        return None
    with as_file(shipped) as path:
        return load_models(path)
