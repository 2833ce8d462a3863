"""The models: their arithmetic, their file, and what happens when it is damaged."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tequio.engines.tagging import Models, UnreadableModelError, load_models, tag_with
from tequio.engines.tagging.convolution import PARTS, ConvolutionModel
from tequio.engines.tagging.linear import LinearModel, hashed
from tequio.engines.tagging.models import save_models
from tequio.engines.tagging.reading import read

pytestmark = pytest.mark.engine


def linear() -> LinearModel:
    keys = hashed(["utorture", "uprison"])
    weights = np.zeros((2, 2), np.int8)
    weights[list(keys).index(hashed(["utorture"])[0]), 0] = 100
    weights[list(keys).index(hashed(["uprison"])[0]), 1] = 50
    ones = np.ones(2, np.float32)
    return LinearModel(
        ("torture", "detention"), keys, ones, weights, 0.02 * ones, -ones, 4 * ones, 0 * ones, 0 * ones
    )


def network(members: int = 2) -> ConvolutionModel:
    shapes = {
        "stems": (4, 6),
        "marks": (3, 6),
        "places": (10, 6),
        "weights0": (18, 5),
        "bias0": (5,),
        "weights1": (15, 5),
        "bias1": (5,),
        "out": (15, 5),
        "out_bias": (5,),
    }
    random = np.random.default_rng(0)
    made = tuple(
        {part: random.standard_normal(shapes[part]).astype(np.float16).astype(np.float32) for part in PARTS}
        for _ in range(members)
    )
    return ConvolutionModel(tuple("12345"), np.array([11, 22], np.uint32), made)


def models() -> Models:
    return Models(network(), linear(), "a test")


def test_scores_are_normalised_by_the_known_features() -> None:
    scores = linear().score([["utorture"], ["utorture", "uprison", "uelse"], ["uelse"], []])
    assert scores[:, 0] == pytest.approx([1.0, 2 / 2**0.5 - 1, -1.0, -1.0])
    assert scores[:, 1] == pytest.approx([-1.0, 1 / 2**0.5 - 1, -1.0, -1.0])


def test_confidence_grows_with_the_score() -> None:
    assert linear().confidence(np.array([[-1.0, 0.0]], np.float32))[0] == pytest.approx(
        [0.018, 0.5], abs=1e-3
    )


def test_a_passage_gets_the_same_probabilities_alone_and_among_longer_ones() -> None:
    readings = [read(text) for text in ("Ratify", "Ratify, and implement the convention", "", "word " * 90)]
    together = network().probabilities(readings)
    alone = np.concatenate([network().probabilities([reading]) for reading in readings])
    assert together == pytest.approx(alone, abs=1e-5)
    assert together.sum(axis=1) == pytest.approx(np.ones(4), abs=1e-5)


def test_a_model_comes_back_from_its_file(tmp_path: Path) -> None:
    save_models(models(), tmp_path / "model.npz")
    again = load_models(tmp_path / "model.npz")
    assert again.trained_on == "a test"
    assert again.issues.classes == ("torture", "detention")
    passages = ["Torture in prison", "Improve prisons", "La tortura"]
    assert tag_with(passages, again) == tag_with(passages, models())
    assert {p.code for p in tag_with(["Torture"], again)[0].issues} == {"torture"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"text"])
def test_a_damaged_file_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises(UnreadableModelError, match="not a tagging model"):
        load_models(tmp_path / "model.npz")


def test_a_missing_file_and_a_file_of_something_else_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", numbers=np.arange(3))
    for name in ("absent.npz", "other.npz"):
        with pytest.raises(UnreadableModelError, match=name):
            load_models(tmp_path / name)


def test_a_model_without_issues_above_their_threshold_proposes_none() -> None:
    strict = replace(models(), issues=replace(linear(), threshold=np.full(2, 9, np.float32)))
    assert tag_with(["Torture in prison"], strict)[0].issues == ()
