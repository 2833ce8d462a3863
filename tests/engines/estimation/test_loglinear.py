"""Log-linear models: listed, judged, fitted, chosen; by closed forms, the programme and published figures."""

from statistics import NormalDist

import numpy as np
import pytest

from tequio.engines.estimation import (
    MethodDoesNotApply,
    NoModelStands,
    SettingIsWrong,
    fit_loglinear,
    judge,
    make_linked_report,
    of_full,
    read_model,
    read_table,
)
from tequio.engines.estimation.loglinear import hierarchical_models, selection
from tequio.engines.estimation.loglinear.bootstrap import (
    accelerated,
    bca,
    corrected,
    resampled,
    without_one,
)
from tequio.engines.estimation.loglinear.existence import NOT_IDENTIFIABLE, STANDS, exists, standing
from tequio.engines.estimation.loglinear.fitting import (
    active_terms,
    add_subsets,
    add_supersets,
    climb,
    first_guess,
)
from tequio.engines.estimation.loglinear.models import generators, interactions_up_to, neighbours
from tequio.engines.estimation.loglinear.selection import rank_models, select_on

pytestmark = pytest.mark.engine

# Women held in sexual slavery in Palembang: Silverman, Chan and Vincent (2024), table 3.
KOREA = of_full("bcd", [5, 5, 54, 41, 6, 0, 12])
# Killings in Kosovo, 20 March to 22 June 1999: Ball, Betts, Scheuren, Dudukovich and Asher (2002).
KOSOVO = read_table(
    "EXH,ABA,OSCE,HRW,count\n1,0,0,0,1131\n0,1,0,0,845\n0,0,1,0,936\n0,0,0,1,306\n1,1,0,0,177\n1,0,1,0,228\n"
    "1,0,0,1,106\n0,1,1,0,217\n0,1,0,1,31\n0,0,1,1,123\n1,1,1,0,181\n1,1,0,1,18\n1,0,1,1,42\n0,1,1,1,32\n1,1,1,1,27\n"
)
# Chan, Silverman and Vincent (2021), table 2.
ARTIFICIAL = of_full("ABC", [40, 30, 6, 20, 0, 0, 0])


def _cells(table):
    return np.concatenate([[0], table.full()]).astype(float)


def _fitted(table, written):
    terms = np.array(read_model(written, table.k))
    counts = _cells(table)
    margins, theta, emptied = counts.copy(), np.zeros(len(counts)), np.zeros(len(counts), dtype=bool)
    add_supersets(margins)
    active = active_terms(terms, margins, emptied)
    first_guess(active, counts, emptied, theta)
    height = climb(active, counts, margins, emptied, theta, -np.inf)
    add_subsets(theta)
    means = np.where(emptied, 0, np.exp(theta))
    means[0] = np.exp(theta[0])
    return height, means


@pytest.mark.parametrize(
    ("k", "order", "many"),
    [(2, 1, 1), (3, 1, 1), (3, 2, 8), (4, 2, 64), (4, 3, 113), (5, 2, 1024), (5, 4, 6893)],
)
def test_models_are_counted(k, order, many):
    # 113 and 6,893: all simplicial complexes on k labelled vertices but the full one (OEIS A307249 less one).
    models = hierarchical_models(k, order)
    assert len(models) == len(set(models.chosen.tolist())) == many


def test_models_are_hierarchical():
    models = hierarchical_models(4, 3)
    for chosen in models.chosen.tolist():
        terms = set(models.terms(chosen))
        assert all(term & ~(1 << i) in terms for term in terms for i in range(4))


@pytest.mark.parametrize(
    "written", ["[1,2,3]", "[12,3]", "[12,13,23]", "[123,4]", "[123,14,34]", "[15,2,3,4]"]
)
def test_generating_classes_are_read_and_written(written):
    k = int(max(written.replace(",", "")[1:-1]))
    assert generators(read_model(written, k), k) == written


@pytest.mark.parametrize("written", ["12,3", "[12,4]", "[1 2]", "[]", "[0]"])
def test_other_writing_is_refused(written):
    with pytest.raises(SettingIsWrong, match=r"“model”"):
        read_model(written, 3)


def test_neighbours_have_one_interaction_more_or_fewer():
    interactions = interactions_up_to(3, 2)
    assert set(neighbours(frozenset({3}), interactions)) == {
        frozenset(),
        frozenset({3, 5}),
        frozenset({3, 6}),
    }
    assert frozenset({3, 5, 6, 7}) in neighbours(frozenset({3, 5, 6}), interactions_up_to(3, 3))
    assert frozenset({3, 5}) not in neighbours(frozenset({3, 5, 6, 7}), interactions_up_to(3, 3))


def test_two_independent_lists_give_lincoln_and_petersen():
    _, means = _fitted(of_full("ab", [30, 20, 12]), "[1,2]")
    assert means[0] == pytest.approx(30 * 20 / 12)


def test_one_pair_apart_has_a_closed_form():
    # [12,23]: 1 and 3 independent given 2. Among those on 2: 54 / 0-cell … with 2 absent: n0 = n1 n3 / n13.
    _, means = _fitted(KOREA, "[12,23]")
    assert means[0] == pytest.approx(5 * 41 / 6)


def test_all_pairs_have_a_closed_form():
    # Seven parameters for seven cells: n0 = odd products over even ones (Bishop, Fienberg and Holland 1975).
    full = of_full("abc", [60, 49, 142, 247, 12, 4, 112])  # spina bifida, Madigan and York (1997)
    height, means = _fitted(full, "[12,13,23]")
    assert means[0] == pytest.approx(60 * 49 * 247 * 112 / (142 * 12 * 4))
    assert height == pytest.approx(sum(n * np.log(n) - n for n in full.full()))


def test_fit_keeps_the_sufficient_statistics():
    _, means = _fitted(KOSOVO, "[123,14,34]")
    means[0] = 0
    counts = _cells(KOSOVO)
    add_supersets(means)
    add_supersets(counts)
    for term in read_model("[123,14,34]", 4):
        assert means[term] == pytest.approx(counts[term])


@pytest.mark.parametrize(
    ("written", "verdict"),
    [("[12,3]", "not existing"), ("[12,13,23]", "not identifiable"), ("[13,23]", "stands")],
)
def test_artificial_table_of_chan_silverman_and_vincent(written, verdict):
    assert judge(read_model(written, 3), _cells(ARTIFICIAL)) == verdict


def test_verdicts_are_those_of_the_linear_programme():
    random, seen = np.random.default_rng(5), {STANDS: 0, 3: 0}
    for _ in range(250):
        k = int(random.integers(3, 6))
        models = hierarchical_models(k, k - 1)
        counts = random.poisson(random.choice([0.3, 0.7, 1.5]), 2**k).astype(float)
        counts[0], counts[1] = 0, counts[1] + 1
        margins, emptied = counts.copy(), np.zeros(2**k, dtype=bool)
        add_supersets(margins)
        terms = np.array(models.terms(int(random.choice(models.chosen))))
        active = active_terms(terms, margins, emptied)
        verdict = standing(active, counts, emptied)
        if verdict != NOT_IDENTIFIABLE:
            assert exists(active, counts, np.flatnonzero(~emptied)) == (verdict == STANDS)
            seen[verdict] += 1
    assert min(seen.values()) > 20


@pytest.mark.parametrize(
    ("table", "order", "model", "estimate"),
    [
        (KOREA, 2, "[12,23]", 157.17),
        (KOSOVO, 3, "[123,14,34]", 10356.52),
        (KOSOVO, 2, "[12,13,14,23,34]", 14341.66),
    ],
    ids=["Korea", "Kosovo", "Kosovo, order 2"],
)
def test_chosen_models_are_the_published_ones(table, order, model, estimate):
    # Silverman, Chan and Vincent (2024), table 6: 157, 10,357 and 14,342.
    found = fit_loglinear(table, order=order, replicates=200)
    assert found.details["model"] == model
    assert found.estimate == pytest.approx(estimate, abs=0.005)
    assert found.interval[0] < found.estimate < found.interval[1]


def test_published_limits_lie_among_those_of_several_seeds():
    # Silverman, Chan and Vincent (2024), table 6: 6,947 to 18,010.
    limits = np.array([fit_loglinear(KOSOVO, seed=seed).interval for seed in range(10)])
    away = np.abs(limits.mean(axis=0) - (6947, 18010)) / limits.std(axis=0, ddof=1)
    assert (away < 3).all()


def test_spared_fits_change_nothing():
    # Every model fitted to every resampled table, against the search that passes most over.
    table = of_full("abcde", np.random.default_rng(2).poisson(2.2, 31))
    counts = _cells(table)
    ranking = rank_models(hierarchical_models(5, 2), counts, "bic")
    tables, admitted = resampled(counts, 12, 1), np.array([3, 40, ranking.standing])
    spared = select_on(ranking, tables, admitted, "bic")
    assert spared.fits < 12 * len(ranking.models) / 2
    for row, drawn in zip(spared.unseen, tables, strict=True):
        every = rank_models(ranking.models, drawn, "bic")
        score = {int(ranking.models.chosen[place]): i for i, place in enumerate(every.order)}
        for column, number in enumerate(admitted):
            masks = ranking.models.chosen[ranking.order[:number]].tolist()
            ranks = [score[mask] for mask in masks if every.verdicts[score[mask]] == STANDS]
            assert row[column] == pytest.approx(every.unseen[min(ranks)], rel=1e-5)


def test_whole_arrays_give_what_loops_give(monkeypatch):
    loops = fit_loglinear(KOREA, replicates=60)
    monkeypatch.setattr(selection, "COMPILES", False)
    arrays = fit_loglinear(KOREA, replicates=60)
    assert arrays.interval == pytest.approx(loops.interval, rel=1e-6)
    assert arrays.details["chosen"] == loops.details["chosen"]


def test_curve_ends_at_the_interval():
    found = fit_loglinear(KOSOVO, replicates=200)
    numbers = [number for number, _, _ in found.details["curve"]]
    assert numbers == [1, 2, 5, 10, 20, 50, 100, 113]
    assert found.details["curve"][-1][1:] == pytest.approx(found.interval)
    widths = [high - low for _, low, high in found.details["curve"]]
    assert widths[-1] > 2 * widths[0]


def test_downhill_ends_where_no_neighbour_is_better():
    down = fit_loglinear(KOSOVO, search="downhill", replicates=50)
    assert down.details["model"] == "[123,14,34]"
    assert [check.result for check in down.checks if check.name == "existence"] == ["warn"]
    seven = of_full("abcdefg", np.random.default_rng(0).poisson(3, 127))
    assert fit_loglinear(seven, replicates=20).settings["search"] == "downhill"


def test_bca_by_hand():
    # With no bias and no acceleration it is the percentile interval.
    replicates = np.arange(1.0, 1001.0)
    plain = bca(500.5, replicates, 0.0, 0.95)
    assert (plain.low, plain.high) == pytest.approx(np.quantile(replicates, [0.025, 0.975]), abs=0.01)
    # Efron (1987), equation 2.3, with z0 = 0.2533 (60 % below) and a = 0.05.
    moved = bca(600.5, replicates, 0.05, 0.95)
    assert moved.bias == pytest.approx(0.2533, abs=1e-4)
    ends = np.array([-1.959964, 1.959964]) + 0.253347
    shares = [NormalDist().cdf(end) for end in 0.253347 + ends / (1 - 0.05 * ends)]
    assert [moved.low, moved.high] == pytest.approx(np.quantile(replicates, shares), rel=1e-4)
    lost = bca(500.5, np.append(replicates, np.nan), 0.0, 0.95)
    assert (lost.low, lost.high, lost.lost) == (plain.low, plain.high, 1)


@pytest.mark.parametrize(("estimate", "acceleration"), [(500.5, 0.0), (600.5, 0.05), (350.5, -0.08)])
def test_corrected_draws_have_the_limits_of_every_level_as_quantiles(estimate, acceleration):
    replicates = np.random.default_rng(1).permutation(np.arange(1.0, 1001.0))
    for level in (0.5, 0.8, 0.95):
        interval = bca(estimate, np.append(replicates, np.nan), acceleration, level)
        drawn = corrected(np.append(replicates, np.nan), interval)
        assert len(drawn) == 1000
        ends = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
        assert ends == pytest.approx([interval.low, interval.high], abs=2)


def test_a_linkage_without_doubt_keeps_the_figure():
    alone = fit_loglinear(KOREA, seed=1)
    mixed = make_linked_report([KOREA] * 6, ["loglinear"]).methods[0]
    assert mixed.estimate == pytest.approx(alone.estimate)
    assert mixed.interval == pytest.approx(alone.interval, rel=0.1)


def test_acceleration_by_hand():
    # Three people at 1, one at 5: mean 2; away 1, 1, 1, -3; cubes -24, squares 12.
    assert accelerated(np.array([1.0, 5.0]), np.array([3.0, 1.0])) == pytest.approx(-24 / (6 * 12**1.5))
    assert accelerated(np.array([np.nan, np.nan]), np.array([3.0, 1.0])) == 0


def test_one_person_is_left_out_of_each_cell():
    tables = without_one(_cells(KOREA))
    assert tables.shape == (6, 8)
    assert (tables.sum(axis=1) == 122).all()
    assert (tables >= 0).all()


def test_same_seed_same_figures():
    one, other = (fit_loglinear(KOREA, replicates=100, seed=4) for _ in range(2))
    assert one.interval == other.interval
    assert one.interval != fit_loglinear(KOREA, replicates=100, seed=5).interval


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"order": 0}, SettingIsWrong),
        ({"order": 3}, SettingIsWrong),
        ({"order": 3, "search": "downhill"}, SettingIsWrong),
        ({"criterion": "cp"}, SettingIsWrong),
        ({"search": "uphill"}, SettingIsWrong),
        ({"level": 0}, SettingIsWrong),
        ({"replicates": 5}, SettingIsWrong),
    ],
)
def test_refuses_settings(settings, error):
    with pytest.raises(error, match=r"\.$"):
        fit_loglinear(KOREA, **settings)


def test_refuses_what_no_model_can_say():
    with pytest.raises(MethodDoesNotApply, match="3 to 10 lists"):
        fit_loglinear(of_full("ab", [3, 4, 5]))
    with pytest.raises(MethodDoesNotApply, match="more models than can be compared"):
        fit_loglinear(of_full("abcdef", np.ones(63)), order=3, search="all")
    with pytest.raises(NoModelStands, match="No model has an estimate"):
        fit_loglinear(of_full("abc", [5, 6, 0, 7, 0, 0, 0]))
