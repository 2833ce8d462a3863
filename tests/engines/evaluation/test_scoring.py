"""Findings held against marks: places, actions, kinds, look-alikes, names, fields of the meeting."""

import importlib.util
import json
from pathlib import Path

import pytest

from tequio.engines.evaluation import (
    Found,
    Marked,
    Report,
    Undertaking,
    UnreadableMarks,
    read_marks,
    score,
)

pytestmark = pytest.mark.engine

SHARED = Path(__file__).resolve().parents[4] / "shared" / "corpus"
TEXT = "Mexico agreed to ratify the Protocol and to train judges. They discussed the death penalty."
QUOTE = (0, 57)


def promise(span=QUOTE, action="ratify the Protocol", kind="commitment", confidence=None):
    return Undertaking(span, kind, action, confidence)


RATIFY, TRAIN = promise(), promise(action="train judges")
MARKED = Marked("x.txt", "en", undertakings=(RATIFY, TRAIN), look_alikes=((58, 91),))


@pytest.mark.parametrize(
    ("found", "span", "item", "kind", "alarms"),
    [
        ((RATIFY, TRAIN), (1, 1, 1), (2, 2, 2), (1, 1), 0),
        ((RATIFY,), (1, 1, 1), (1, 2, 1), (1, 1), 0),
        ((), (0, 1, 0), (0, 2, 0), (0, 0), 0),
        # Half of the place is enough, less is not.
        ((promise((0, 30)),), (1, 1, 1), (1, 2, 1), (1, 1), 0),
        ((promise((0, 28)),), (0, 1, 1), (0, 2, 1), (0, 0), 0),
        ((promise(kind="agreement"),), (1, 1, 1), (1, 2, 1), (0, 1), 0),
        # Half of the words are enough: "ratify … Protocol" of "ratify the Optional Protocol at once".
        ((promise(action="ratify the Optional Protocol soon"),), (1, 1, 1), (1, 2, 1), (1, 1), 0),
        ((promise(action="publish a report"),), (1, 1, 1), (0, 2, 1), (1, 1), 0),
        # An action is matched once.
        ((RATIFY, RATIFY), (1, 1, 1), (1, 2, 2), (1, 1), 0),
        ((promise((58, 91), "abolish it"),), (0, 1, 1), (0, 2, 1), (0, 0), 1),
    ],
)
def test_undertakings(found, span, item, kind, alarms):
    scores = score(MARKED, Found(found))
    tallies = {name: (t.hits, t.marked, t.found) for name, t in scores.tallies.items()}
    assert (tallies["span"], tallies["item"]) == (span, item)
    assert tallies["kind"][:2] == kind
    assert tallies["look-alike"][0] == alarms


def test_what_is_borderline_counts_neither_way():
    marked = Marked("x.txt", "en", undertakings=(RATIFY,), borderline=((58, 91),))
    scores = score(marked, Found((RATIFY, promise((60, 91)))))
    assert scores["span"].f1 == scores["item"].f1 == 1.0


@pytest.mark.parametrize(
    ("marked", "found", "hits"),
    [
        ("Joel Hernández García", "JOEL HERNANDEZ GARCIA", 1),
        ("Joel Hernández García", "Joel Hernández", 1),
        ("Joel Hernández García", "Hernández", 0),
        ("Joel Hernández García", "Camila Zepeda", 0),
        ("Joel Hernández García", "", 0),
    ],
)
def test_participants(marked, found, hits):
    scores = score(Marked("x", "en", participants=(marked,)), Found(participants=[found]))
    assert scores["participant"].hits == hits


@pytest.mark.parametrize(
    ("marked", "found", "agreeing", "compared"),
    [
        ({"edition": 6, "place": None}, {"edition": 6}, 1, 1),
        ({"edition": 6}, {}, 0, 1),
        ({"date_start": "2024-01-16", "date_end": ""}, {"date_start": "2024-01"}, 0, 1),
        ({"place": "Mexico City"}, {"place": "ciudad"}, 0, 1),
        ({"place": "Bruselas"}, {"place": "Bruselas, Bélgica"}, 1, 1),
        ({"parties": ["Mexico", "UK"]}, {"parties": ["uk", "México"]}, 1, 1),
        ({"parties": ["Mexico", "UK"]}, {"parties": ["Mexico"]}, 0, 1),
        ({}, {"edition": 1}, 0, 0),
    ],
)
def test_meeting(marked, found, agreeing, compared):
    tally = score(Marked("x", "en", meeting=marked), Found(meeting=found))["meeting"]
    assert (tally.hits, tally.marked) == (agreeing, compared)


def test_a_report_has_each_language_and_what_confidence_was_worth():
    report = Report()
    report.add(MARKED, Found((promise(confidence=0.9), promise((58, 91), "x", confidence=0.6))))
    report.add(Marked("y", "es"), Found((promise(confidence=0.7),)))
    assert set(report.groups) == {"all", "en", "es"}
    assert (report.groups["all"]["span"].found, report.groups["en"]["span"].found) == (3, 2)
    assert report.rated == [(0.9, True), (0.6, False), (0.7, False)]


PLACES = {"start": 0, "end": 57, "kind": "commitment"}


def test_both_shapes_of_marks_say_the_same():
    words = {
        "file": "x.txt",
        "language": "en",
        "commitments": [{**PLACES, "quote": TEXT[:57], "action": "train judges"}],
        "not_commitments": [{"start": 58, "end": 91, "quote": "…"}, {"start": -1, "quote": "no place"}],
        "borderline": ["a remark"],
    }
    places = {
        "file": "x.txt",
        "language": "en",
        "items": [{**PLACES, "action": [44, 56]}],
        "look_alikes": [[58, 91]],
        "borderline": [],
    }
    assert read_marks(words, TEXT) == read_marks(places, TEXT)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "no object"),
        ({"language": "en"}, "no object"),
        ({"file": 3}, "no object"),
        ({"file": "x"}, "“commitments or items” is missing"),
        ({"file": "x", "items": {}}, "another kind"),
        ({"file": "x", "items": [3]}, "another kind"),
        ({"file": "x", "items": [{"start": 0, "end": 9}]}, "“kind” is missing"),
        ({"file": "x", "items": [{**PLACES, "action": [0, 999]}]}, "outside the text"),
        ({"file": "x", "items": [{**PLACES, "end": 0, "action": "x"}]}, "outside the text"),
        ({"file": "x", "items": [{**PLACES, "start": -5, "action": "x"}]}, "outside the text"),
        ({"file": "x", "items": [{**PLACES, "start": "a", "action": "x"}]}, "another kind"),
        ({"file": "x", "items": [], "look_alikes": [[1]]}, "another kind"),
        ({"file": "x", "items": [], "participants": [{}]}, "“name” is missing"),
        ({"file": "x", "items": [], "meeting": [1]}, "another kind"),
    ],
)
def test_what_are_no_marks_is_told_in_one_sentence(data, says):
    with pytest.raises(UnreadableMarks, match=says) as raised:
        read_marks(data, TEXT)
    assert "\n" not in str(raised.value)


@pytest.mark.corpus
@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="../shared/corpus is not there")
def test_the_figures_are_those_of_the_corpus_scorer():
    spec = importlib.util.spec_from_file_location("corpus_score", SHARED / "score.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    names = ("span", "item", "kind", "lookalike", "participant", "meeting")
    for path in sorted((SHARED / "gold").glob("*.json"))[:8]:
        gold = json.loads(path.read_text(encoding="utf-8"))
        file = next(
            f for f in (SHARED / d / f"{path.stem}.txt" for d in ("statements", "seeds")) if f.exists()
        )
        with file.open(encoding="utf-8", newline="") as handle:
            content = handle.read()
        # Found is the gold with a third left out, each third place moved, and two look-alikes taken.
        found = [c for i, c in enumerate(gold["commitments"]) if i % 3]
        found = [{**c, "end": c["end"] - (i % 3) * 9} for i, c in enumerate(found)]
        found += [{**n, "kind": "commitment", "action": "x"} for n in gold["not_commitments"][:2]]
        found = [c for c in found if 0 <= c["start"] < c["end"]]
        people = gold["participants"][1:]
        theirs = {name: scorer.Tally() for name in names}
        given = {"commitments": found, "participants": people, "meeting": gold["meeting"]}
        scorer.score_document(gold, given, content, theirs, [])
        undertakings = [Undertaking((c["start"], c["end"]), c["kind"], c["action"]) for c in found]
        ours = score(
            read_marks(gold, content), Found(undertakings, [p["name"] for p in people], gold["meeting"])
        )
        for name in names:
            tally = ours["look-alike" if name == "lookalike" else name]
            assert (tally.hits, tally.marked, tally.found) == (
                theirs[name].hit,
                theirs[name].gold,
                theirs[name].found,
            ), (path.stem, name)
