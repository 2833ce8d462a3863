"""The report: methods side by side, refusals with their reason, the range over them, and other choices."""

import json
from fractions import Fraction

import numpy as np
import pytest

from tequio.engines.estimation import (
    METHODS,
    CaptureTable,
    Check,
    ListsDoNotOverlap,
    MethodResult,
    SettingIsWrong,
    TableIsWrong,
    TooFewLists,
    add_strata,
    combine_replicates,
    estimate_by,
    leave_each_list_out,
    make_linked_report,
    make_report,
    merge_lists,
    mix_draws,
    of_full,
    range_of,
    saying,
    tell_each_list,
    vary_odds_ratio,
    vary_priors,
)
from tequio.engines.estimation.consistency import people_of
from tequio.engines.estimation.predictive import predictive_check
from tequio.engines.estimation.words import WORDS

pytestmark = pytest.mark.engine

FOUR = of_full(("A", "B", "C", "D"), [113, 85, 18, 94, 23, 22, 18, 31, 11, 3, 2, 12, 4, 3, 3])
TWO = of_full(("A", "B"), [40, 60, 20])


def result(name, estimate, low, high, draws=None, checks=()):
    return MethodResult(name, estimate, (low, high), 0.95, saying("no_method"), checks, draws=draws)


def by_graphs(table):
    return estimate_by("decomposable", table, 1)


def test_the_shape_of_the_json_is_that_of_the_documentation():
    report = make_report(FOUR, ["decomposable"], seed=4).as_json("en")
    assert list(report) == ["table", "methods", "range", "refused", "seed"]
    assert report["table"] == {"lists": ["A", "B", "C", "D"], "n": FOUR.n}
    (method,) = report["methods"]
    assert list(method) == [
        "name", "estimate", "interval", "level", "assumption", "checks", "settings", "seconds",
    ]  # fmt: skip
    assert all(list(check) == ["name", "result", "why"] for check in method["checks"])
    assert report["range"] == method["interval"]
    assert json.loads(json.dumps(report)) == report


def test_a_method_that_does_not_fit_is_refused_with_its_reason():
    report = make_report(TWO, ["decomposable", "latent_classes"])
    assert report.methods == ()
    assert report.range is None
    assert [refusal.name for refusal in report.refused] == ["decomposable", "latent_classes"]
    assert "3" in report.refused[0].why.say("en")


def test_progress_ends_at_the_whole():
    told = []
    make_report(FOUR, ["decomposable"], progress=told.append)
    assert told[-1] == 1.0


@pytest.mark.parametrize(
    ("methods", "level"), [(["magic"], 0.95), ([], 0.95), (["decomposable"], 1.0), (["decomposable"], 0.2)]
)
def test_wrong_settings_are_refused(methods, level):
    with pytest.raises(SettingIsWrong):
        make_report(FOUR, methods, level=level)


def test_lists_that_share_nobody_are_refused_before_any_method():
    with pytest.raises(ListsDoNotOverlap):
        make_report(of_full(("A", "B", "C"), [5, 6, 0, 7, 0, 0, 0]))


@pytest.mark.parametrize(
    ("results", "limits"),
    [
        ([], None),
        ([("a", 5, 4, 9)], (4, 9)),
        ([("a", 5, 4, 9), ("b", 20, 12, 30)], (4, 30)),
        ([("a", 5, 4, 9), ("chao", 3, 1, 50)], (4, 9)),
        ([("a", 5, 4, float("inf"))], (4, float("inf"))),
    ],
    ids=str,
)
def test_the_range_is_from_the_lowest_to_the_highest_limit(results, limits):
    assert range_of([result(*each) for each in results]) == limits


def test_a_refused_check_keeps_a_method_out_of_the_range():
    refused = result("a", 5, 4, 9, checks=(Check("x", "refuse", saying("no_method")),))
    assert range_of([refused, result("b", 6, 5, 7)]) == (5, 7)


def test_error_of_linkage_widens_the_interval():
    fewer = of_full(FOUR.lists, np.maximum(FOUR.full() - [0, 0, 9, 0, 9, 9, 9, 0, 5, 0, 0, 5, 0, 0, 0], 0))
    alone = make_report(FOUR, ["decomposable"]).methods[0]
    mixed = make_linked_report([FOUR, FOUR, fewer], ["decomposable"]).methods[0]
    assert np.subtract(*mixed.interval[::-1]) > np.subtract(*alone.interval[::-1])
    assert mixed.checks[-1].name == "linkage"


def test_where_most_linkages_say_nothing_the_method_is_refused():
    apart = of_full(("A", "B", "C"), [5, 6, 0, 7, 0, 0, 0])
    joined = of_full(("A", "B", "C"), [5, 6, 2, 7, 3, 2, 1])
    report = make_linked_report([joined, apart, apart, joined], ["decomposable"])
    assert "2 of 3" in report.refused[0].why.say("en")


def test_linkages_that_say_nothing_are_told_where_the_others_give_a_figure():
    apart = of_full(("A", "B", "C"), [5, 6, 0, 7, 0, 0, 0])
    joined = of_full(("A", "B", "C"), [5, 6, 2, 7, 3, 2, 1])
    (mixed,) = make_linked_report([joined, apart, joined, joined], ["decomposable"]).methods
    assert mixed.settings["linkages"] == 2
    assert (mixed.checks[-1].name, mixed.checks[-1].result) == ("linkages", "warn")
    assert "1 of 3" in mixed.checks[-1].why.say("en")


def test_each_draw_of_a_linkage_has_a_bounded_budget_that_the_settings_say():
    three = of_full(("A", "B", "C"), [20, 30, 14, 11, 9, 12, 6])
    report = make_linked_report([three, three, three], ["loglinear", "latent_classes"])
    loglinear, latent = report.methods
    assert (loglinear.settings["replicates"], loglinear.settings["linkages"]) == (200, 2)
    assert (latent.settings["most_sweeps"], latent.settings["scouts"]) == (20_000, 0)
    assert 0 < latent.settings["sweeps"] <= 20_000
    assert latent.draws.size > 400


def test_of_checks_on_several_tables_the_worst_stands():
    draws = np.arange(100, 200, dtype=float)
    fine, doubtful = (
        result("a", 1, 1, 1, draws, (Check("fit", outcome, saying("no_method")),))
        for outcome in ("pass", "warn")
    )
    assert mix_draws([fine, doubtful, fine], [90, 90, 90]).checks[0].result == "warn"


def test_unseen_people_are_in_proportion_to_the_odds_ratio():
    points = vary_odds_ratio(result("a", 300, 200, 500), 100, [Fraction(1, 4), Fraction(1), Fraction(4)])
    assert [(p.estimate, p.interval) for p in points] == [
        (150, (125, 200)), (300, (200, 500)), (900, (500, 1700)),
    ]  # fmt: skip


def test_each_list_is_left_out_and_each_pair_merged():
    without = list(leave_each_list_out(FOUR, by_graphs))
    assert [v.what.say("en") for v in without] == [f"without the list {name}" for name in "ABCD"]
    assert all(v.result is not None for v in without)
    assert len(list(merge_lists(FOUR, by_graphs))) == 6
    assert [v.what.say("en") for v in merge_lists(FOUR, by_graphs, [("A", "C")])] == ["A and C as one list"]
    assert list(leave_each_list_out(TWO, by_graphs)) == list(merge_lists(TWO, by_graphs)) == []


def test_priors_of_both_bayesian_methods_are_varied():
    three = of_full(("A", "B", "C"), [20, 30, 14, 11, 9, 12, 6])
    found = list(vary_priors(three, 1))
    assert len(found) == 6
    assert sum(v.result is not None for v in found) >= 5


def test_the_people_of_a_list_are_told_by_the_others():
    found = list(tell_each_list(FOUR, by_graphs))
    assert [one.truth for one in found] == FOUR.sizes.tolist()
    assert people_of(FOUR, "A").lists == ("B", "C", "D")
    assert found[0].observed == people_of(FOUR, "A").n == FOUR.sizes[0] - 113
    for one in found:
        low, high = one.result.interval
        assert one.covers is (low <= one.truth <= high)


def test_two_lists_cannot_tell_each_other():
    with pytest.raises(TooFewLists):
        list(tell_each_list(TWO, by_graphs))


def test_strata_are_added_draw_by_draw():
    random = np.random.default_rng(1)
    one, other = (result("a", 1000, 800, 1200, random.normal(1000, 100, 4000)) for _ in range(2))
    total = add_strata([one, other], [500, 500], seed=1)
    assert total.estimate == pytest.approx(2000, rel=0.01)
    # Independent errors: the width grows by the square root of two, not by two.
    assert np.subtract(*total.interval[::-1]) == pytest.approx(2 * 1.96 * 141.4, rel=0.06)


def test_replicates_are_combined_on_the_logarithm_of_the_unseen():
    random = np.random.default_rng(2)
    replicates = [
        result("a", 0, 0, 0, 100 + np.exp(random.normal(centre, 0.1, 4000))) for centre in (6.0, 6.2, 6.4)
    ]
    combined = combine_replicates(replicates, [100, 100, 100])
    between, within = 0.04, 0.01
    assert combined.details["between"] == pytest.approx(between, rel=0.1)
    assert combined.details["within"] == pytest.approx(within, rel=0.1)
    assert combined.estimate == pytest.approx(100 + np.exp(6.2), rel=0.01)
    missing = (1 + 1 / 3) * between
    assert combined.details["degrees_of_freedom"] == pytest.approx(2 * (1 + within / missing) ** 2, rel=0.1)


@pytest.mark.parametrize(
    ("centres", "observed", "outcomes"),
    [
        ([6.0, 6.01] * 6, [100] * 12, {"replicates": "pass"}),
        ([6.0, 6.4], [100, 100], {"replicates": "warn"}),
        ([6.0, 6.01] * 6, [100, 110] * 6, {"replicates": "pass", "observed": "warn"}),
    ],
)
def test_few_replicates_and_people_who_differ_between_them_are_warned_of(centres, observed, outcomes):
    random = np.random.default_rng(3)
    replicates = [
        result("a", 1, 1, 1, people + np.exp(random.normal(centre, 0.1, 2000)))
        for centre, people in zip(centres, observed, strict=True)
    ]
    checks = combine_replicates(replicates, observed).checks
    assert {check.name: check.result for check in checks} == outcomes


@pytest.mark.parametrize(
    "call",
    [
        lambda: add_strata([], [], seed=1),
        lambda: add_strata([result("a", 1, 1, 1)], [1], seed=1),
        lambda: combine_replicates([result("a", 1, 1, 1, np.ones(3))], [1]),
        lambda: mix_draws([], []),
    ],
    ids=["no stratum", "no draws", "one replicate", "no table"],
)
def test_nothing_is_made_of_nothing(call):
    with pytest.raises(SettingIsWrong):
        call()


@pytest.mark.parametrize(("counts", "outcome"), [([50, 30, 20], "pass"), ([20, 30, 50], "warn")])
def test_a_model_that_could_not_give_the_table_is_warned_of(counts, outcome):
    chances = np.tile([0.5, 0.3, 0.2], (400, 1))
    assert predictive_check(chances, np.array(counts), np.random.default_rng(1)).result == outcome


def test_every_method_has_a_name_in_both_languages():
    assert all(all(WORDS[f"method_{name}"]) for name in METHODS)


def test_an_empty_table_is_refused():
    nobody = CaptureTable(("A", "B"), np.zeros((0, 2), np.int8), np.zeros(0, np.int64))
    with pytest.raises(TableIsWrong):
        make_report(nobody)
