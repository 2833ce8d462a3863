"""The shipped scales and crosswalks: complete, honest about their words, and strict about broken files."""

import pytest

from tequio.engines.scales import (
    Origin,
    Relation,
    ScaleFileIsWrong,
    UnknownValue,
    ValuesAreNotOrdered,
    load_crosswalks,
    load_scales,
    read_crosswalk,
    read_scale,
)

pytestmark = pytest.mark.engine

SCALES = load_scales()
COMMON = load_crosswalks(SCALES)["common-1"]


@pytest.mark.parametrize(
    ("scale", "ordered", "outside"),
    [
        ("ccpr-2016", "A B C D E", ""),
        ("ccpr-2013", "A B1 B2 C1 C2 D1 D2 E", ""),
        ("iachr", "total substantial_partial partial pending", ""),
        ("cndh", "total substantive_partial partial none", ""),
        ("ogp-completion", "complete substantial limited not_started", "no_evidence"),
        ("ogp-opened", "outstanding major marginal did_not_change worsened", ""),
        ("ogp-early-results", "significant moderate none", ""),
        ("upr-midterm", "full partial none", ""),
        (
            "tequio",
            "implemented substantially_implemented in_progress limited_progress not_implemented regressed",
            "not_assessed unable_to_assess",
        ),
        ("common", "met largely_met partly_met not_met moved_away", ""),
    ],
)
def test_the_shipped_scales_and_their_order(scale, ordered, outside):
    found = SCALES[scale]
    assert found.ordered == tuple(ordered.split())
    assert [value.code for value in found.values if value.rank is None] == outside.split()


def test_no_scale_is_shipped_without_its_line_above():
    marker = test_the_shipped_scales_and_their_order.pytestmark[0]
    assert {row[0] for row in marker.args[1]} == set(SCALES)


@pytest.mark.parametrize(
    ("scale", "value", "language", "words", "origin"),
    [
        ("ccpr-2016", "B", "en", "Reply/action partially satisfactory", Origin.PUBLISHED),
        ("ccpr-2016", "B", "es", "Respuesta o medida parcialmente satisfactoria", Origin.OURS),
        ("iachr", "substantial_partial", "es", "cumplimiento parcial sustancial", Origin.PUBLISHED),
        ("iachr", "pending", "en", "pending compliance", Origin.UNCHECKED),
        ("cndh", "none", "es", "incumplida", Origin.UNCHECKED),
        ("ogp-completion", "not_started", "en", "Not Started", Origin.PUBLISHED),
        ("tequio", "regressed", "es", "retroceso", Origin.PUBLISHED),
    ],
)
def test_words_say_where_they_are_from(scale, value, language, words, origin):
    label = SCALES[scale].value(value).label[language]
    assert (label.words, label.origin) == (words, origin)


@pytest.mark.parametrize("scale", SCALES.values(), ids=list(SCALES))
def test_what_was_not_checked_is_said_in_the_note_and_ours_is_never_the_source_language(scale):
    words = [value.label for value in scale.values] + [
        value.meaning for value in scale.values if value.meaning
    ]
    origins = {entry.origin for label in words for entry in label.values()}
    if Origin.UNCHECKED in origins:
        assert any(
            word in scale.source.note for word in ("not checked", "unchecked", "not seen", "except for")
        )
    assert all(label[scale.source.language].origin is not Origin.OURS for label in words)
    assert scale.source.publisher == "Tequio" or scale.source.address.startswith("http")
    assert scale.source.document
    assert scale.order


def test_individual_and_structural_measures_are_apart():
    assert SCALES["iachr"].measures == ("individual", "structural")
    assert SCALES["cndh"].measures == ()


@pytest.mark.parametrize(
    ("scale", "first", "second", "sign"),
    [("ccpr-2016", "A", "B", 1), ("ccpr-2016", "E", "D", -1), ("tequio", "in_progress", "in_progress", 0)],
)
def test_compares_within_a_scale(scale, first, second, sign):
    assert SCALES[scale].compare(first, second) == sign


def test_what_stands_outside_the_order_is_not_compared():
    with pytest.raises(ValuesAreNotOrdered, match="unable_to_assess of tequio stands outside"):
        SCALES["tequio"].compare("implemented", "unable_to_assess")


def test_an_unknown_value_is_refused_with_those_that_exist():
    with pytest.raises(UnknownValue, match="it has A, B, C, D, E"):
        SCALES["ccpr-2016"].value("F")


@pytest.mark.parametrize(
    ("first", "second", "relation", "steps"),
    [
        # The ministry says implemented, the national institution says partially.
        (("tequio", "implemented"), ("cndh", "partial"), Relation.FIRST_HIGHER, 2),
        (("iachr", "total"), ("upr-midterm", "full"), Relation.SAME, 0),
        (("ccpr-2016", "E"), ("tequio", "not_implemented"), Relation.SECOND_HIGHER, 1),
        (("ccpr-2016", "D"), ("tequio", "implemented"), Relation.NOT_COMPARABLE, None),
        (("tequio", "implemented"), ("ogp-opened", "did_not_change"), Relation.NOT_COMPARABLE, None),
        (("tequio", "unable_to_assess"), ("tequio", "unable_to_assess"), Relation.NOT_COMPARABLE, None),
    ],
)
def test_compares_through_a_named_version(first, second, relation, steps):
    found = COMMON.compare(first, second)
    assert (found.relation, found.steps, found.crosswalk) == (relation, steps, "common-1")
    assert found.first.note
    assert found.second.note


def test_every_native_value_has_its_line():
    native = {
        (scale.code, value.code)
        for scale in SCALES.values()
        for value in scale.values
        if scale.code != "common"
    }
    assert set(COMMON.lines) == native


@pytest.mark.parametrize("scale", SCALES.values(), ids=list(SCALES))
def test_a_reading_never_turns_a_scale_round(scale):
    readings = [COMMON.lines.get((scale.code, code)) for code in scale.ordered]
    places = [COMMON.to.ordered.index(found.value) for found in readings if found and found.value]
    assert places == sorted(places)


def test_an_unknown_line_is_refused():
    with pytest.raises(UnknownValue, match="common-1 has no line for 'F'"):
        COMMON.read("ccpr-2016", "F")


SCALE = """
code = "mine"
order = "From good to bad."
[title]
en = "Mine"
es = "Mía"
[source]
publisher = "A body"
document = "A report"
address = "https://example.org"
language = "en"
note = ""
[[values]]
code = "good"
[values.label]
en = { words = "good", origin = "published" }
es = { words = "bueno", origin = "ours" }
[[values]]
code = "bad"
[values.label]
en = { words = "bad", origin = "published" }
es = { words = "malo", origin = "ours" }
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('code = "mine"', "code = ", "cannot be read"),
        ('code = "mine"', "", "'code'"),
        ('es = "Mía"', "", "en and es"),
        ('note = ""', 'notes = ""', "notes"),
        ('language = "en"', 'language = "fr"', "language is en or es"),
        ('code = "bad"', 'code = "good"', "'good' of mine.toml has no code of its own"),
        ('origin = "ours"', 'origin = "theirs"', "published, ours or unchecked"),
        ('words = "bad", ', "", "needs `words`"),
        ('"malo"', '" "', "has no words"),
        ('code = "good"', 'code = "good"\nin_order = false', "stands after one that is not"),
    ],
)
def test_a_wrong_scale_file_is_refused(tmp_path, old, new, words):
    path = tmp_path / "mine.toml"
    path.write_text(SCALE)
    assert read_scale(path).ordered == ("good", "bad")
    assert old in SCALE
    path.write_text(SCALE.replace(old, new))
    with pytest.raises(ScaleFileIsWrong) as caught:
        read_scale(path)
    assert words in str(caught.value)


def test_a_file_is_named_by_its_code(tmp_path):
    (tmp_path / "other.toml").write_text(SCALE)
    with pytest.raises(ScaleFileIsWrong, match="name and code must agree"):
        load_scales(tmp_path)


CROSSWALK = """
code = "common"
version = 2
date = "2026-11-21"
to = "common"
[title]
en = "Common"
es = "Común"
[[lines]]
scale = "upr-midterm"
value = "full"
as = "met"
note = "Same."
[[lines]]
scale = "upr-midterm"
value = "partial"
as = "partly_met"
note = "Same."
[[lines]]
scale = "upr-midterm"
value = "none"
note = "Left out on purpose."
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('to = "common"', 'to = "nothing"', "nothing"),
        ("version = 2", 'version = "2"', "whole number"),
        ("version = 2", "version = 0", "whole number"),
        ('date = "2026-11-21"', "", "date"),
        ('scale = "upr-midterm"', 'scale = "unknown"', "unknown scale"),
        ('value = "full"', 'value = "whole"', "no value 'whole'"),
        ('as = "met"', 'as = "done"', "no value 'done'"),
        ('to = "common"', 'to = "tequio"', "no value 'met'"),
        ('note = "Left out on purpose."', "", "needs its note"),
        ('value = "partial"', 'value = "full"', "two lines"),
        (
            '[[lines]]\nscale = "upr-midterm"\nvalue = "full"\nas = "met"\nnote = "Same."\n',
            "",
            "no line for full",
        ),
    ],
)
def test_a_wrong_crosswalk_is_refused(tmp_path, old, new, words):
    path = tmp_path / "common-2.toml"
    path.write_text(CROSSWALK)
    assert read_crosswalk(path, SCALES).read("upr-midterm", "none").value is None
    assert old in CROSSWALK
    path.write_text(CROSSWALK.replace(old, new))
    with pytest.raises(ScaleFileIsWrong) as caught:
        read_crosswalk(path, SCALES)
    assert words in str(caught.value)


def test_a_crosswalk_file_is_named_by_its_version(tmp_path):
    (tmp_path / "common-3.toml").write_text(CROSSWALK)
    with pytest.raises(ScaleFileIsWrong, match="must say code and version"):
        load_crosswalks(SCALES, tmp_path)
