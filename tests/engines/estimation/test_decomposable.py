"""Averaging over decomposable graphs: against sums by hand, dga's printed figures, and what must hold."""

from itertools import combinations, product
from math import exp, lgamma, log

import numpy as np
import pytest

from tequio.engines.estimation import MethodDoesNotApply, SettingIsWrong, of_full, read_table
from tequio.engines.estimation import decomposable as module
from tequio.engines.estimation.decomposable import average_graphs, unseen_up_to
from tequio.engines.estimation.graphs import decomposable_graphs, pairs

pytestmark = pytest.mark.engine

# Women held in sexual slavery in Palembang: Silverman, Chan and Vincent (2024), table 3.
KOREA = of_full("bcd", [5, 5, 54, 41, 6, 0, 12])
# Killings in Kosovo, 20 March to 22 June 1999: Ball, Betts, Scheuren, Dudukovich and Asher (2002).
KOSOVO = read_table(
    "EXH,ABA,OSCE,HRW,count\n1,0,0,0,1131\n0,1,0,0,845\n0,0,1,0,936\n0,0,0,1,306\n1,1,0,0,177\n1,0,1,0,228\n"
    "1,0,0,1,106\n0,1,1,0,217\n0,1,0,1,31\n0,0,1,1,123\n1,1,1,0,181\n1,1,0,1,18\n1,0,1,1,42\n0,1,1,1,32\n1,1,1,1,27\n"
)
SIX = of_full("abcdef", np.random.default_rng(1).poisson(0.7, 63) + (np.arange(1, 64) % 9 == 0))


@pytest.mark.parametrize(("k", "many"), [(2, 2), (3, 8), (4, 61), (5, 822), (6, 18154)])
def test_every_decomposable_graph_is_listed_once(k, many):
    graphs = decomposable_graphs(k)  # counts: sequence A058862 of the OEIS
    assert len(graphs) == many
    assert len(np.unique(graphs.adjacency(), axis=0)) == many


def test_terms_are_cliques_over_separators():
    graphs = decomposable_graphs(4)
    found = {}
    for at, row in enumerate(graphs.adjacency()):
        edges = frozenset(pair for pair, joined in zip(pairs(4), row, strict=True) if joined)
        found[edges] = {
            tuple(i for i in range(4) if code >> i & 1): int(times)
            for code, times in enumerate(graphs.dense(at, at + 1)[0])
            if times
        }
    assert found[frozenset()] == {(0,): 1, (1,): 1, (2,): 1, (3,): 1}
    chain = frozenset({(0, 1), (1, 2), (2, 3)})
    assert found[chain] == {(0, 1): 1, (1, 2): 1, (2, 3): 1, (1,): -1, (2,): -1}
    star = frozenset({(0, 1), (0, 2), (0, 3)})
    assert found[star] == {(0, 1): 1, (0, 2): 1, (0, 3): 1, (0,): -2}
    assert found[frozenset(pairs(4))] == {(0, 1, 2, 3): 1}
    assert frozenset({(0, 1), (1, 2), (2, 3), (0, 3)}) not in found  # a cycle without a chord


def _dirichlet(counts, prior):
    return (
        sum(lgamma(n + prior) - lgamma(prior) for n in counts)
        + lgamma(prior * len(counts))
        - lgamma(sum(counts) + prior * len(counts))
    )


def _posterior_by_hand(table, delta, most):
    """Sum over the eight graphs on three lists, each written out as cliques and separators."""
    a, b, c, ab, ac, bc, abc = (0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)
    graphs = [
        ([a, b, c], []),
        ([ab, c], []),
        ([ac, b], []),
        ([bc, a], []),
        ([ab, bc], [b]),
        ([ab, ac], [a]),
        ([ac, bc], [c]),
        ([abc], []),
    ]
    weights = np.zeros((8, most + 1))
    for unseen in range(most + 1):
        cells = {tuple(h): n for h, n in zip(table.histories.tolist(), table.counts.tolist(), strict=True)}
        cells[0, 0, 0] = unseen
        total = table.n + unseen

        def term(part, cells=cells):
            margin = [
                sum(n for history, n in cells.items() if tuple(history[i] for i in part) == levels)
                for levels in product((0, 1), repeat=len(part))
            ]
            return _dirichlet(margin, delta * 2 ** (3 - len(part)))

        for at, (cliques, separators) in enumerate(graphs):
            height = sum(map(term, cliques)) - sum(map(term, separators))
            weights[at, unseen] = exp(height + lgamma(total + 1) - lgamma(unseen + 1) - log(total))
    return weights / weights.sum()


def test_posterior_of_a_small_table_by_hand():
    table = of_full("abc", [3, 2, 4, 5, 1, 0, 2])
    weights = _posterior_by_hand(table, 0.5, 60)
    found = average_graphs(table, delta=0.5, unseen=range(61))
    assert found.details["posterior"] == pytest.approx(weights.sum(axis=0), rel=1e-9)
    joined = {("a", "b"): [1, 4, 5, 7], ("a", "c"): [2, 5, 6, 7], ("b", "c"): [3, 4, 6, 7]}
    for pair, graphs in joined.items():
        assert found.details["edges"][pair] == pytest.approx(weights[graphs].sum(), rel=1e-9)
    shares = weights.sum(axis=0).cumsum()
    assert found.estimate == 17 + int(np.argmax(shares >= 0.5))
    assert found.interval == (17 + int(np.argmax(shares >= 0.025)), 17 + int(np.argmax(shares >= 0.975)))


@pytest.mark.parametrize(
    ("table", "figures"),
    [(KOREA, (161, 124, 460)), (KOSOVO, (12593, 9818, 16557))],
    ids=["Korea", "Kosovo"],
)
def test_as_dga_prints(table, figures):
    # dga 2.0.2 with delta 2^-k and a thousand numbers of unseen people from 1 to 30 n.
    grid = np.unique(np.rint(np.linspace(1, 30 * table.n, 1000)))
    found = average_graphs(table, unseen=grid)
    assert (found.estimate, *found.interval) == figures


@pytest.mark.parametrize("table", [KOREA, KOSOVO], ids=["Korea", "Kosovo"])
def test_runs_of_numbers_give_the_figures_of_every_number(table):
    runs = average_graphs(table, most_unseen=20_000)
    every = average_graphs(table, unseen=range(20_001))
    assert (runs.estimate, *runs.interval) == pytest.approx((every.estimate, *every.interval), abs=1)


def test_runs_cover_every_number_once():
    points = unseen_up_to(12_345)
    assert points.first[0] == 0
    assert points.last[-1] == 12_345
    assert (points.first[1:] == points.last[:-1] + 1).all()


def test_whole_arrays_give_what_loops_give(monkeypatch):
    fast = average_graphs(SIX)
    monkeypatch.setattr(module, "COMPILES", False)
    plain = average_graphs(SIX)
    assert plain.details["posterior"] == pytest.approx(fast.details["posterior"], rel=1e-9, abs=1e-15)
    assert (plain.estimate, plain.interval) == (fast.estimate, fast.interval)


def test_graphs_left_out_weigh_nothing():
    # Six lists pass through the choice of likely graphs; every graph summed up densely must agree.
    points = unseen_up_to(30 * SIX.n)
    terms = module._subset_terms(SIX, 2.0**-6, points.middle)
    found = average_graphs(SIX)
    graphs = decomposable_graphs(6)
    lengths = points.last - points.first + 1
    total = np.array([lgamma(SIX.n + m + 1) - lgamma(m + 1) - log(SIX.n + m) for m in points.middle])
    heights = graphs.dense(0, len(graphs)) @ terms + total + np.log(lengths)
    weights = np.exp(heights - heights.max())
    assert found.details["posterior"] == pytest.approx(
        weights.sum(axis=0) / weights.sum(), rel=1e-6, abs=1e-12
    )


def test_lists_may_stand_in_any_order():
    turned = KOSOVO.select(["HRW", "OSCE", "EXH", "ABA"])
    assert average_graphs(turned).interval == average_graphs(KOSOVO).interval


def test_draws_follow_the_posterior():
    found = average_graphs(KOSOVO, draws=20_000, seed=3)
    assert np.quantile(found.draws, 0.5) == pytest.approx(found.estimate, rel=0.01)
    assert (found.draws == average_graphs(KOSOVO, draws=20_000, seed=3).draws).all()


@pytest.mark.parametrize(("lists", "outcome"), [("EXH ABA OSCE", "warn"), ("ABA OSCE HRW", "pass")])
def test_a_figure_that_the_prior_alone_gives_is_warned_of(lists, outcome):
    found = average_graphs(KOSOVO.select(lists.split()))
    assert [check.result for check in found.checks if check.name == "prior"] == [outcome]


def test_a_cut_range_and_pairs_apart_are_warned_of():
    cut = average_graphs(KOSOVO, most_unseen=8_000)
    assert [(check.name, check.result) for check in cut.checks] == [
        ("range", "warn"),
        ("prior", "pass"),
        ("overlap", "pass"),
    ]
    apart = average_graphs(of_full("abc", [40, 30, 6, 20, 0, 0, 0]))
    assert [check.result for check in apart.checks if check.name == "overlap"] == ["warn"]
    assert "a–c, b–c" in apart.checks[-1].why.say("en")


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({"delta": 0}, SettingIsWrong),
        ({"delta": float("nan")}, SettingIsWrong),
        ({"level": 1}, SettingIsWrong),
        ({"most_unseen": 0}, SettingIsWrong),
        ({"unseen": [1]}, SettingIsWrong),
        ({"unseen": [-1, 4]}, SettingIsWrong),
        ({"unseen": [0.5, 4]}, SettingIsWrong),
    ],
)
def test_refuses_settings(settings, error):
    with pytest.raises(error, match=r"\.$"):
        average_graphs(KOREA, **settings)


@pytest.mark.parametrize("lists", [2, 8])
def test_refuses_tables_of_too_few_or_too_many_lists(lists):
    table = of_full([f"l{i}" for i in range(lists)], np.ones(2**lists - 1))
    with pytest.raises(MethodDoesNotApply, match=f"3 to 7 lists and the table has {lists}"):
        average_graphs(table)


def test_pairs_are_in_a_fixed_order():
    assert pairs(4) == list(combinations(range(4), 2))
