"""Agreement against published worked examples and by hand."""

import pytest

from tequio.engines.scales import (
    AgreementIsUndefined,
    Metric,
    Weights,
    krippendorff_alpha,
    load_scales,
    weighted_kappa,
)

pytestmark = pytest.mark.engine


def _pairs(table):
    return [
        (str(a), str(b)) for a, row in enumerate(table) for b, count in enumerate(row) for _ in range(count)
    ]


# Two clinicians, 100 patients, three diagnoses: Fleiss, Statistical Methods for Rates and Proportions, 18.1.
DIAGNOSES = [[75, 1, 4], [5, 4, 1], [0, 0, 10]]
# Husbands and wives on a scale of four: Hout, Duncan and Sobel (1987); Agresti (1990), table 2.10. The values
# are those that the R package vcd prints for it (Kappa(SexualFun)).
COUPLES = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]


@pytest.mark.parametrize(
    ("table", "weights", "kappa", "error"),
    [
        (DIAGNOSES, Weights.NONE, 0.676, 0.0877),
        (COUPLES, Weights.NONE, 0.1293, 0.06860),
        (COUPLES, Weights.LINEAR, 0.2374, 0.07832),
    ],
)
def test_kappa_and_its_standard_error_as_published(table, weights, kappa, error):
    found = weighted_kappa(_pairs(table), [str(i) for i in range(len(table))], weights)
    assert found.kappa == pytest.approx(kappa, abs=0.0005 if kappa == 0.676 else 0.00005)
    assert (found.high - found.low) / 2 / 1.959964 == pytest.approx(error, abs=0.00005)
    assert found.items == sum(map(sum, table))


def test_kappa_by_hand():
    # Six items on A > B > C. Linear credits 1, 1/2, 0; quadratic 1, 3/4, 0.
    #        second:  A  B  C
    # first A         2  1  0     rows 3, 2, 1; columns 2, 3, 1
    #       B         0  1  1
    #       C         0  1  0
    pairs = [("A", "A"), ("A", "A"), ("A", "B"), ("B", "B"), ("B", "C"), ("C", "B")]
    linear = weighted_kappa(pairs, "ABC", Weights.LINEAR)
    # observed (3 + 3/2) / 6; expected (6 + 6 + 1 + (9 + 4 + 2 + 3) / 2) / 36
    assert linear.observed == pytest.approx(4.5 / 6)
    assert linear.expected == pytest.approx(22 / 36)
    assert linear.kappa == pytest.approx((0.75 - 22 / 36) / (14 / 36))
    quadratic = weighted_kappa(pairs, "ABC", Weights.QUADRATIC)
    assert quadratic.observed == pytest.approx((3 + 3 * 0.75) / 6)
    assert quadratic.expected == pytest.approx((13 + 18 * 0.75) / 36)
    assert linear.table == {("A", "A"): 2, ("A", "B"): 1, ("B", "B"): 1, ("B", "C"): 1, ("C", "B"): 1}


def test_unused_values_of_the_scale_enter_the_weights():
    pairs = [("B", "B"), ("B", "C"), ("C", "C")]
    assert weighted_kappa(pairs, "BC").kappa == pytest.approx(weighted_kappa(pairs, "ABCDE").kappa)
    pairs.append(("A", "C"))
    assert weighted_kappa(pairs, "ABC").kappa != pytest.approx(
        weighted_kappa(pairs, "ABC", Weights.NONE).kappa
    )


def test_perfect_and_opposite_agreement():
    perfect = weighted_kappa([("A", "A"), ("B", "B")], "AB")
    assert (perfect.kappa, perfect.low, perfect.high) == (1, 1, 1)
    opposite = weighted_kappa([("A", "B"), ("B", "A")], "AB")
    assert opposite.kappa == -1
    assert opposite.low >= -1


def test_a_higher_level_gives_a_wider_interval():
    narrow, wide = (weighted_kappa(_pairs(COUPLES), "0123", level=level) for level in (0.8, 0.99))
    assert wide.low < narrow.low < narrow.kappa < narrow.high < wide.high


@pytest.mark.parametrize(
    ("pairs", "categories", "level", "words"),
    [
        ([], "AB", 0.95, "at least two items"),
        ([("A", "B")], "AB", 0.95, "at least two items"),
        ([("A", "A"), ("A", "A")], "AB", 0.95, "no variation"),
        ([("A", "B"), ("B", "X")], "AB", 0.95, "X is not in the order"),
        ([("A", "A"), ("A", "A")], "A", 0.95, "at least two different values"),
        ([("A", "B"), ("B", "A")], "AA", 0.95, "at least two different values"),
        ([("A", "B"), ("B", "A")], "AB", 1.0, "between 0 and 1"),
        ([("A", "B"), ("B", "A")], "AB", 95, "between 0 and 1"),
    ],
)
def test_kappa_is_refused_with_a_reason(pairs, categories, level, words):
    with pytest.raises(AgreementIsUndefined, match=words):
        weighted_kappa(pairs, categories, level=level)


def test_works_on_the_order_of_a_shipped_scale():
    ordered = load_scales()["tequio"].ordered
    pairs = [("implemented", "in_progress"), ("in_progress", "in_progress"), ("regressed", "not_implemented")]
    assert 0 < weighted_kappa(pairs, ordered, Weights.QUADRATIC).kappa < 1
    with pytest.raises(AgreementIsUndefined, match="unable_to_assess is not in the order"):
        weighted_kappa([*pairs, ("implemented", "unable_to_assess")], ordered)


# Four observers, twelve units, gaps: Krippendorff (2011), Computing Krippendorff's alpha-reliability, part C.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


@pytest.mark.parametrize(
    ("metric", "alpha"), [(Metric.NOMINAL, 0.743), (Metric.ORDINAL, 0.815), (Metric.INTERVAL, 0.849)]
)
def test_alpha_as_published(metric, alpha):
    units = zip(*(row.split() for row in OBSERVERS), strict=True)
    items = {number: [value for value in unit if value != "."] for number, unit in enumerate(units)}
    found = krippendorff_alpha(items, "12345", metric)
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    # One unit has a single rating and says nothing of agreement.
    assert (found.items, found.ratings) == (11, 40)


# Fourteen raters, ten subjects, five categories, with the kappa 0.210: the worked example of Fleiss' kappa
# in Wikipedia.
SUBJECTS = (
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
)


def test_nominal_alpha_holds_the_kappa_of_fleiss():
    items = {
        n: [str(c) for c, count in enumerate(row) for _ in range(count)] for n, row in enumerate(SUBJECTS)
    }
    found = krippendorff_alpha(items, "01234", Metric.NOMINAL)
    kappa = 1 - (1 - found.alpha) * found.ratings / (found.ratings - 1)
    assert kappa == pytest.approx(0.210, abs=0.0005)


def test_alpha_by_hand():
    # A A | A B: coincidences o_AB = o_BA = 1 of 4; n_A = 3, n_B = 1; D_o = 2/4, D_e = 2·3·1 / (4·3).
    found = krippendorff_alpha({1: "AA", 2: "AB"}, "AB", Metric.NOMINAL)
    assert found.alpha == pytest.approx(1 - (2 / 4) / (6 / 12))
    # With a single rating more, nothing changes.
    assert krippendorff_alpha({1: "AA", 2: "AB", 3: "B"}, "AB", Metric.NOMINAL) == found


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ({}, "at least two items"),
        ({1: "AB", 2: "A", 3: ""}, "at least two items"),
        ({1: "AA", 2: "AA"}, "no variation"),
        ({1: "AA", 2: "AX"}, "X is not in the order"),
    ],
)
def test_alpha_is_refused_with_a_reason(items, words):
    with pytest.raises(AgreementIsUndefined, match=words):
        krippendorff_alpha(items, "AB")
