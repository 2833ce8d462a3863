"""Chapman's estimate and Chao's bound, by hand."""

from math import comb, exp, log, sqrt

import numpy as np
import pytest

from tequio.engines.estimation import (
    LANGUAGES,
    CaptureTable,
    MethodDoesNotApply,
    NoModelStands,
    SettingIsWrong,
    chao,
    chapman,
    make_linked_report,
    of_full,
)

pytestmark = pytest.mark.engine


def test_chapman_by_hand():
    # 200 on the first list, 150 on the second, 32 on both: (201 * 151 / 33) - 1.
    found = chapman(of_full("ab", [168, 118, 32]))
    assert found.estimate == pytest.approx(918.727, abs=0.001)
    variance = 201 * 151 * 168 * 118 / (33**2 * 34)
    unseen = 201 * 151 / 33 - 1 - 318
    spread = exp(1.959964 * sqrt(log(1 + variance / unseen**2)))
    assert found.interval == pytest.approx((318 + unseen / spread, 318 + unseen * spread), rel=1e-6)


def test_chapmans_draws_have_its_interval_and_two_linked_lists_get_a_figure():
    histories = np.array([[1, 0], [0, 1], [1, 1]], dtype=np.int8)
    table = CaptureTable(("A", "B"), histories, np.array([60, 50, 20]))
    alone = chapman(table)
    assert np.quantile(alone.draws, [0.025, 0.975]) == pytest.approx(alone.interval, rel=0.01)
    mixed = make_linked_report([table, table, table], ["chapman"])
    assert mixed.refused == ()
    assert mixed.methods[0].interval == pytest.approx(alone.interval, rel=0.01)


def test_chapman_is_exact_in_expectation():
    # Every possible overlap of 12 and 9 out of 20, with its hypergeometric probability: Chapman (1951).
    total = 0.0
    for both in range(1, 10):
        chance = comb(12, both) * comb(8, 9 - both) / comb(20, 9)
        total += chance * chapman(of_full("ab", [12 - both, 9 - both, both])).estimate
    assert total == pytest.approx(20, abs=1e-9)


@pytest.mark.parametrize(("both", "result"), [(3, "warn"), (30, "pass")])
def test_chapman_warns_of_little_overlap_and_always_of_dependence(both, result):
    checks = {check.name: check for check in chapman(of_full("ab", [50, 40, both])).checks}
    assert checks["overlap"].result == result
    assert checks["dependence"].result == "warn"


def test_chao_on_two_lists_is_lincoln_and_petersen():
    assert chao(of_full("ab", [30, 20, 12])).estimate == pytest.approx(62 + 30 * 20 / 12)


def test_chao_with_equal_lists_by_hand():
    # Lists alike: (t - 1) f1^2 / (2 t f2) with t = 3, f1 = 30, f2 = 9.
    assert chao(of_full("abc", [10, 10, 3, 10, 3, 3, 4])).estimate == pytest.approx(
        43 + 2 * 900 / (3 * 2 * 9)
    )


def test_chao_is_below_the_truth_where_people_differ():
    # Expected counts of 1,000 people hard to list and 300 easy, lists independent for each.
    rates = {1000: (0.05, 0.1, 0.2, 0.1), 300: (0.5, 0.6, 0.7, 0.5)}
    counts = np.zeros(16)
    for people, chances in rates.items():
        for cell in range(16):
            share = np.prod([c if cell >> i & 1 else 1 - c for i, c in enumerate(chances)])
            counts[cell] += people * share
    found = chao(of_full("abcd", np.rint(counts[1:] * 100)))
    assert found.estimate < 130_000
    assert found.estimate > counts[1:].sum() * 100


def test_chao_is_exact_for_independent_lists_of_unlike_size():
    # 10,000 people, lists of 10 %, 20 % and 50 %; the form without list effects would give more.
    chances = (0.1, 0.2, 0.5)
    counts = [
        round(10_000 * np.prod([c if cell >> i & 1 else 1 - c for i, c in enumerate(chances)]))
        for cell in range(1, 8)
    ]
    assert chao(of_full("abc", counts)).estimate == pytest.approx(10_000)


def test_chao_always_says_when_it_is_no_bound():
    alike = chao(of_full("abc", [10, 10, 3, 10, 3, 3, 4])).checks[0]
    assert alike.result == "warn"
    assert "negative dependence" in alike.why.say("en")
    avoiding = chao(of_full("abc", [30, 30, 1, 30, 40, 40, 2])).checks[0]
    assert "a–b" in avoiding.why.say("en")
    assert all("a–b" in avoiding.why.say(language) for language in LANGUAGES)


def test_refusals():
    with pytest.raises(MethodDoesNotApply, match="two lists and the table has 3"):
        chapman(of_full("abc", np.ones(7)))
    with pytest.raises(NoModelStands):
        chao(of_full("abc", [5, 6, 0, 7, 0, 0, 3]))
    for method in (chapman, chao):
        with pytest.raises(SettingIsWrong, match="level"):
            method(of_full("ab", [5, 6, 7]), level=95)
