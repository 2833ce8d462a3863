"""Small cells cannot be computed back from what is published; every table that fits is listed to prove it."""

import pytest

from tequio.engines.suppression import TableIsWrong, suppress


def tables_that_fit(published):
    """List, by trying them all, the values that each hidden cell may have."""
    hidden = [history for history, count in published.cells.items() if count is None]
    shown = [(history, count) for history, count in published.cells.items() if count is not None]
    known = [published.n, *published.totals]
    left = [
        None if total is None else total - sum(c for h, c in shown if (1, *h)[at])
        for at, total in enumerate(known)
    ]
    possible = {history: set() for history in hidden}

    def fill(at, left, chosen):
        if at == len(hidden):
            if not any(left):
                for history, count in zip(hidden, chosen, strict=True):
                    possible[history].add(count)
            return
        on = [place for place, is_on in enumerate((1, *hidden[at])) if is_on and left[place] is not None]
        for count in range(min(left[place] for place in on) + 1):
            fill(
                at + 1,
                [rest - count if place in on else rest for place, rest in enumerate(left)],
                [*chosen, count],
            )

    fill(0, left, [])
    return possible


def test_a_table_without_small_cells_is_published_whole():
    cells = {(1, 0): 40, (0, 1): 30, (1, 1): 12}
    published = suppress(cells)
    assert published.is_whole
    assert (dict(published.cells), published.totals, published.n) == (cells | {}, (52, 42), 82)


@pytest.mark.parametrize("overlap", [0, 1, 4])
def test_of_two_lists_the_totals_tell_the_overlap_so_they_are_left_out(overlap):
    published = suppress({(1, 0): 40, (0, 1): 30, (1, 1): overlap})
    assert published.cells[1, 1] is None
    assert published.totals == (None, None)
    assert published.n == 70 + overlap
    # A second cell is left out, so that the total of all does not tell the first.
    assert list(published.cells.values()).count(None) >= 2


TABLES = [
    {(1, 0): 9, (0, 1): 8, (1, 1): 3},
    {(1, 0, 0): 9, (0, 1, 0): 8, (0, 0, 1): 7, (1, 1, 0): 2, (1, 0, 1): 8, (0, 1, 1): 9, (1, 1, 1): 7},
    {(1, 0, 0): 5, (0, 1, 0): 9, (0, 0, 1): 1, (1, 1, 0): 0, (1, 0, 1): 8, (0, 1, 1): 6, (1, 1, 1): 4},
    {(1, 0, 0): 8, (0, 1, 0): 8, (0, 0, 1): 8, (1, 1, 0): 8, (1, 0, 1): 8, (0, 1, 1): 8, (1, 1, 1): 1},
]


@pytest.mark.parametrize("cells", TABLES)
def test_each_small_cell_may_have_as_many_values_as_the_threshold(cells):
    threshold = 3
    published = suppress(cells, threshold)
    small = [history for history, count in cells.items() if count < threshold]
    hidden = [history for history, count in published.cells.items() if count is None]
    assert set(small) <= set(hidden)
    possible = tables_that_fit(published)
    for history in small:
        assert len(possible[history]) > threshold, (history, possible[history])
        assert cells[history] in possible[history]


def test_a_table_of_few_people_is_not_published_at_all():
    published = suppress({(1, 0): 1, (0, 1): 2, (1, 1): 1})
    assert set(published.cells.values()) == {None}
    assert (published.totals, published.n) == ((None, None), None)


def test_a_history_that_nobody_has_counts_as_small():
    published = suppress({(1, 0): 40, (0, 1): 30})
    assert published.cells[1, 1] is None


@pytest.mark.parametrize(
    ("cells", "threshold"),
    [
        ({}, 5),
        ({(1, 0): 3, (1,): 2}, 5),
        ({(1, 0): -1}, 5),
        ({(0, 0): 4}, 5),
        ({(2, 0): 4}, 5),
        ({(1, 0): 4}, 0),
    ],
    ids=["empty", "uneven", "negative", "nowhere", "two", "threshold"],
)
def test_what_is_no_table_is_refused(cells, threshold):
    with pytest.raises(TableIsWrong, match=r"^[A-Z].*\.$"):
        suppress(cells, threshold)
