"""Tables of capture histories: read, refused, cut and joined."""

import numpy as np
import pytest

from tequio.engines.estimation import (
    CaptureTable,
    ColumnIsWrong,
    CountIsWrong,
    EstimationError,
    FileIsEmpty,
    FileIsNotText,
    HistoryIsAllZero,
    HistoryIsRepeated,
    ListIsContained,
    ListIsEmpty,
    ListIsUnknown,
    ListsDoNotOverlap,
    RowIsWrong,
    TooFewLists,
    TooManyLists,
    of_full,
    of_records,
    read_table,
)

pytestmark = pytest.mark.engine

# Women held in sexual slavery in Palembang on three lists: Ball, Shin and Yang (2018), as Silverman, Chan and
# Vincent (2024), table 3, print it.
KOREA = "b,c,d,count\n1,0,0,5\n0,1,0,5\n0,0,1,41\n1,1,0,54\n1,0,1,6\n1,1,1,12\n"


def test_reads_histories_and_counts():
    table = read_table(KOREA)
    assert table.lists == ("b", "c", "d")
    assert (table.n, table.k) == (123, 3)
    # codes 1 to 7: b, c, bc, d, bd, cd, bcd
    assert table.full().tolist() == [5, 5, 54, 41, 6, 0, 12]
    assert table.sizes.tolist() == [77, 71, 59]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + KOREA,
        KOREA.replace(",", ";"),
        KOREA.replace(",", "\t"),
        KOREA.replace("\n", "\r\n") + "\r\n\r\n",
        KOREA + "0,1,1,0\n",
        KOREA.replace("41", "41.0").replace("count", "Conteo"),
        KOREA.encode("utf-8-sig"),
        KOREA.encode("utf-16"),
        "count,b,c,d\n5,1,0,0\n5,0,1,0\n41,0,0,1\n54,1,1,0\n6,1,0,1\n12,1,1,1\n",
    ],
)
def test_reads_the_same_table_as_programs_write_it(text):
    assert read_table(text) == read_table(KOREA)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("", FileIsEmpty, "The file is empty"),
        ("\n \n", FileIsEmpty, "The file is empty"),
        ("a,b,count\n", FileIsEmpty, "The file is empty"),
        (b"a,b,count\n1,1,\xff", FileIsNotText, "not UTF-8"),
        (b"PK\x03\x04\xc3\x28", FileIsNotText, "not UTF-8"),
        ("Fiscal\u00c3\u00ada,b,count\n1,1,2", FileIsNotText, "damaged by another encoding"),
        ("Fiscal\ufffda,b,count\n1,1,2", FileIsNotText, "damaged by another encoding"),
        ("a,b\n1,1", ColumnIsWrong, "“count”"),
        ("a,,count\n1,1,2", ColumnIsWrong, "Column 2 has no name"),
        ("a,a,count\n1,1,2", ColumnIsWrong, "Two columns are named “a”"),
        ("a,count\n1,2", TooFewLists, "lists here: 1"),
        ("a,b,count\n1,1", RowIsWrong, "Line 2 has 2 cells and the heading has 3"),
        ("a,b,count\n1,2,3", RowIsWrong, "Line 2 says “2” under the list “b”"),
        ("a,b,count\n1,,3", RowIsWrong, "Line 2 says “” under the list “b”"),
        ("a,b,count\n1,1,", CountIsWrong, "does not say how many"),
        ("a,b,count\n1,1,NA", CountIsWrong, "does not say how many"),
        ("a,b,count\n1,1,-3", CountIsWrong, "cannot be negative"),
        ("a,b,count\n1,1,2.5", CountIsWrong, "whole number"),
        ("a,b,count\n1,1,many", CountIsWrong, "“many”"),
        ('a,b,count\n1,1,"1,131"', CountIsWrong, "“1,131”"),
        ("a,b,count\n1,1,99999999999", CountIsWrong, "more than there are in the world"),
        ("a,b,count\n1,0,5\n1,1,2\n1,0,3", HistoryIsRepeated, "Line 4 repeats the history 10"),
        ("a,b,count\n0,0,5\n1,1,2", HistoryIsAllZero, "Line 2 is on no list"),
        ("a,b,count\n1,0,0\n1,1,0", ListIsEmpty, "add up to zero"),
        ("a,b,c,count\n1,0,0,1\n0,1,0,3\n1,1,0,1", ListIsEmpty, "“c” names nobody"),
        ("a,b,count\n1,0,5\n0,1,3", ListsDoNotOverlap, "Nobody is on two lists"),
        ("a,b,count\n1,1,5\n0,1,3", ListIsContained, "on the list “a” is also on “b”"),
        ("a,b,count\n1,1,5", ListIsContained, "merge the two"),
    ],
)
def test_refuses_with_one_sentence(text, error, says):
    with pytest.raises(error, match=r"^[^.]+(\.\d[^.]*)?\.$") as caught:
        read_table(text)
    assert says in str(caught.value)
    assert caught.value.say("es") != caught.value.say("en")
    assert isinstance(caught.value, EstimationError)


def test_more_lists_than_bits_are_refused():
    names = [f"list {i}" for i in range(61)]
    with pytest.raises(TooManyLists, match="61 lists"):
        of_records(np.ones((2, 61)), names)
    wide = of_records(np.ones((2, 21)), names[:21])
    with pytest.raises(TooManyLists, match="21 lists"):
        wide.full()


def test_selects_leaves_out_and_merges():
    table = read_table(KOREA)
    # codes of (c, d): c alone 5 + 54, d alone 41 + 6, both 0 + 12; those on b alone drop out
    assert table.without("b") == table.select(["c", "d"]) == of_full(["c", "d"], [59, 47, 12])
    # in the order that is asked for
    assert table.select(["d", "c"]) == of_full(["d", "c"], [47, 59, 12])
    merged = table.merged("c", "d")
    assert merged.lists == ("b", "c+d")
    assert merged.n == table.n
    assert merged == of_full(["b", "c+d"], [5, 5 + 41, 54 + 6 + 12])


@pytest.mark.parametrize(
    ("cut", "error"),
    [
        (lambda table: table.without("x"), ListIsUnknown),
        (lambda table: table.select(["b"]), TooFewLists),
        (lambda table: table.select(["b", "b"]), TooFewLists),
        (lambda table: table.merged("b", "b"), TooFewLists),
        (lambda table: table.select(["b", "c"]).merged("b", "c"), TooFewLists),
        (lambda table: table.select(["b", "c"]).without("b"), TooFewLists),
    ],
)
def test_refuses_to_cut_too_far(cut, error):
    with pytest.raises(error):
        cut(read_table(KOREA))


def test_full_and_back():
    table = read_table(KOREA)
    assert of_full(table.lists, table.full()) == table


def test_of_records_counts_people():
    people = [[1, 0, 0]] * 3 + [[1, 1, 1]] + [[0, 0, 1]] * 2
    assert of_records(people, ["a", "b", "c"]) == of_full("abc", [3, 0, 0, 2, 0, 0, 1])


@pytest.mark.parametrize(
    ("people", "lists", "error"),
    [
        ([[1, 0], [0, 0]], ["a", "b"], HistoryIsAllZero),
        ([[1, 2]], ["a", "b"], RowIsWrong),
        ([[1, 0, 1]], ["a", "b"], RowIsWrong),
        ([[1], [1]], ["a"], TooFewLists),
        ([[1, 1]], ["a", "a"], ColumnIsWrong),
    ],
)
def test_refuses_records(people, lists, error):
    with pytest.raises(error):
        of_records(people, lists)


def test_equal_tables_are_one_key():
    assert len({read_table(KOREA), read_table(KOREA + "0,1,1,0\n")}) == 1
    assert read_table(KOREA) != CaptureTable(
        ("x", "c", "d"), *[getattr(read_table(KOREA), a) for a in ("histories", "counts")]
    )
