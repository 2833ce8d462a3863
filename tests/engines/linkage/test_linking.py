"""Lists linked as a whole: who is one person, who is nobody, what people ruled, and what is refused."""

import duckdb
import numpy as np
import pytest
from spanish_names import TRYING, two_lists

from tequio.engines.linkage import (
    Columns,
    DecisionsContradict,
    Field,
    LinkageError,
    ListIsEmpty,
    ListNotReadable,
    ListSettings,
    NoCommonField,
    NothingToCompare,
    RecordId,
    RecordIsTwice,
    Ruling,
    Settings,
    SettingsAreWrong,
    explain,
    link_records,
    propose_settings,
    read_list,
    recluster,
    write_links,
    write_pairs,
)
from tequio.engines.linkage.blocking import candidates
from tequio.engines.linkage.comparing import Comparisons
from tequio.engines.linkage.persons import Persons
from tequio.engines.linkage.rules import rules_for

pytestmark = pytest.mark.engine
PARTS = {"given": "given", "paternal": "paternal", "maternal": "maternal"}


def _settings(*names, duplicates=False, identifier="id", **changes):
    return Settings(
        (
            Field("name", "person", {name: dict(PARTS) for name in names}),
            Field("birth", "birth", {name: {"year": "year"} for name in names}),
            Field("place", "place", {name: {"state": "state"} for name in names}),
        ),
        {name: ListSettings(identifier, duplicates) for name in names},
        **changes,
    )


@pytest.fixture(scope="module")
def lists():
    first, second = two_lists(TRYING, size=600, shared=300, rules=8)
    first.append(
        {
            "id": "a-nn",
            "given": "NN",
            "paternal": "No identificado",
            "maternal": "",
            "year": "1980",
            "state": "Puebla",
            "sex": "M",
        }
    )
    second.append(
        {
            "id": "b-nn",
            "given": "NN",
            "paternal": "",
            "maternal": "",
            "year": "1980",
            "state": "Puebla",
            "sex": "M",
        }
    )
    return {"a": first, "b": second}


@pytest.fixture(scope="module")
def linkage(lists):
    return link_records(lists, _settings("a", "b"), seed=3, draws=6)


def test_records_of_one_person_are_found(linkage):
    number = {r: r.record[1:] for r in linkage.records}
    by_person = {}
    for record, person in zip(linkage.records, linkage.clusters.tolist(), strict=True):
        by_person.setdefault(person, []).append(record)
    links = [each for person, each in by_person.items() if person >= 0 and len(each) > 1]
    right = sum(number[one] == number[other] for one, other in links)
    assert right / len(links) > 0.95
    assert right / 300 > 0.85


def test_no_list_free_of_duplicates_has_two_records_in_a_person(linkage):
    for clusters in (linkage.clusters, *linkage.draws):
        for at in (0, 1):
            inside = clusters[(linkage.list_of == at) & (clusters >= 0)]
            assert len(np.unique(inside)) == len(inside)


def test_the_unidentified_are_in_no_link_and_are_counted(linkage):
    assert linkage.unidentified == (RecordId("a", "a-nn"), RecordId("b", "b-nn"))
    assert (linkage.draws[:, [linkage.records.index(r) for r in linkage.unidentified]] == -1).all()
    assert not any({pair.left, pair.right} & set(linkage.unidentified) for pair in linkage.pairs)
    check = next(each for each in linkage.checks if each.name == "unidentified")
    assert (check.result, check.en[:9]) == ("warn", "2 of 1,20")


def test_the_same_seed_gives_the_same_linkage(lists, linkage):
    again = link_records(lists, _settings("a", "b"), seed=3, draws=6)
    assert np.array_equal(again.draws, linkage.draws)
    assert np.array_equal(again.pairs.probability, linkage.pairs.probability)


def test_draws_differ_where_the_pairs_are_in_doubt(linkage):
    assert len({each.tobytes() for each in linkage.draws}) > 1


def test_a_pair_explains_itself_without_any_value(linkage, lists):
    pair = linkage.pairs[0]
    assert [reason.field for reason in pair.reasons] == ["name, given", "name, surnames", "birth", "place"]
    assert all(
        "iguales" in line or "mismo" in line or "misma" in line or "igual" in line
        for line in explain(pair, "es")
    )
    words = {value for row in lists["a"] for key in PARTS for value in row[key].split() if len(value) > 3}
    assert not any(word in line for line in explain(pair) for word in words)
    weights = sum(reason.weight for reason in pair.reasons)
    assert weights > 10


def test_probabilities_add_up_to_about_the_true_links(linkage):
    assert linkage.expected_links == pytest.approx(300, rel=0.12)


def test_people_rule_and_persons_follow(linkage):
    doubtful = min(linkage.pairs, key=lambda pair: abs(pair.probability - 0.5))
    place = {record: at for at, record in enumerate(linkage.records)}
    for match in (True, False):
        ruled = recluster(linkage, [Ruling(doubtful.left, doubtful.right, match)])
        for clusters in (ruled.clusters, *ruled.draws):
            assert bool(clusters[place[doubtful.left]] == clusters[place[doubtful.right]]) is match


def test_rulings_on_records_that_nothing_compared_hold_too(linkage):
    one, other = RecordId("a", "a0"), RecordId("b", "b899")
    ruled = recluster(linkage, [Ruling(one, other, True)])
    place = {record: at for at, record in enumerate(linkage.records)}
    assert (ruled.draws[:, place[one]] == ruled.draws[:, place[other]]).all()


@pytest.mark.parametrize(
    "rulings",
    [
        [
            ("a", "a0", "b", "b300", True),
            ("a", "a0", "b", "b301", True),
        ],  # two of list b, which counts nobody twice
        [("a", "a0", "b", "b9999", True)],
        [("a", "a0", "a", "a0", True)],
    ],
)
def test_decisions_that_cannot_hold_are_refused(linkage, rulings):
    made = [Ruling(RecordId(a, b), RecordId(c, d), match) for a, b, c, d, match in rulings]
    with pytest.raises(DecisionsContradict):
        recluster(linkage, made)


def test_decisions_that_contradict_one_another_are_refused():
    rows = [
        {"given": "Ana", "paternal": "Ruiz", "maternal": "Soto", "year": "1980", "state": "Puebla"}
        for _ in range(3)
    ]
    linkage = link_records({"a": rows}, _settings("a", duplicates=True, identifier=""), draws=0)
    one, two, three = linkage.records
    rulings = [Ruling(one, two, True), Ruling(two, three, True), Ruling(one, three, False)]
    with pytest.raises(DecisionsContradict, match="contradict one another"):
        recluster(linkage, rulings)
    assert recluster(linkage, [*rulings, Ruling(one, three, True)]).persons == 1


def test_links_and_pairs_are_written_as_others_read_them(linkage, tmp_path):
    write_links(linkage, tmp_path / "links.parquet")
    write_pairs(linkage.pairs, tmp_path / "pairs.parquet")
    links = duckdb.sql(f"select * from '{tmp_path}/links.parquet'")
    assert links.columns == ["list", "record", "person", "draw"]
    rows = links.fetchall()
    assert len(rows) == 7 * 1200
    assert {row[3] for row in rows} == set(range(7))
    assert len({row[2] for row in rows if row[3] == 0}) == linkage.persons
    pairs = duckdb.sql(f"select * from '{tmp_path}/pairs.parquet'")
    assert pairs.columns[:5] == ["left_list", "left_record", "right_list", "right_record", "probability"]
    assert len(pairs.fetchall()) == len(linkage.pairs)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_two_hundred_thousand_records_with_one_surname_keep_within_the_budget():
    size = 200_000
    same, own = np.zeros(size, dtype=np.int32), np.arange(size, dtype=np.int32)
    list_of = np.zeros(size, dtype=np.int64)
    found = candidates({"surname": same, "other": own}, [("surname",)], list_of, [False], chosen=True)
    assert size <= len(found.left) <= 40 * size
    assert found.outcomes[0].capped == size
    # A rule that nobody chose gives way to one that brings few pairs.
    pair = np.where(own < 2, 0, own).astype(np.int32)
    keys = {"surname": same, "pair": pair}
    found = candidates(keys, [("surname",), ("pair",)], list_of, [False], chosen=False)
    assert found.left_out == (("surname",),)
    assert (found.left.tolist(), found.right.tolist()) == ([0], [1])


@pytest.mark.parametrize(
    "second",
    [
        ("Soto", "Martha", "Ixcoy", "", "Puebla"),
        ("MARTHA", "IXCOY", "SOTO", "", "Chiapas"),
        ("Marta", "Jiménez", "", "1966", "Chiapas"),
        ("Mrata", "Xoto", "", "1966", "Puebla"),
    ],
)
def test_records_meet_whose_names_stand_in_other_columns_or_are_written_otherwise(second):
    columns = ("given", "paternal", "maternal", "year", "state")
    lists = {
        "a": [dict(zip(("id", *columns), ("1", "Martha", "Soto", "Ixcoy", "1966", "Puebla"), strict=True))],
        "b": [dict(zip(("id", *columns), ("2", *second), strict=True))],
    }
    settings = _settings("a", "b")
    keys = Comparisons(settings.fields, lists).keys()
    found = candidates(keys, rules_for(settings.fields, keys), np.array([0, 1]), [True, True], chosen=False)
    assert (found.left.tolist(), found.right.tolist()) == ([0], [1])


def test_two_given_names_that_go_together_weigh_what_both_are_worth():
    rows = [{"given": "Miguel Ángel", "paternal": f"Apellido{k}"} for k in range(100)]
    rows += [{"given": f"Nombre{k} Otro{k}", "paternal": f"Apellido{k}"} for k in range(100, 200)]
    parts = {part: [row[part] for row in rows] for part in ("given", "paternal")}
    levels, chances = np.zeros((1, 2), dtype=np.uint8), np.zeros((1, 2), dtype=np.float32)
    Persons("name", parts).compare(np.array([0]), np.array([1]), levels, chances)
    # Half of all records have both names: one bit, not the two bits and more of either by itself.
    assert chances[0, 0] == pytest.approx(-1, abs=0.05)


def test_records_that_share_one_word_and_nothing_else_are_compared_with_their_neighbours():
    size = 3_000
    rows = Columns({"nombre": ["Hernández"] * size})
    linkage = link_records({"a": rows}, propose_settings({"a": ["nombre"]}), draws=0)
    checks = {check.name: check for check in linkage.checks}
    assert f"Up to {size:,} records share one key" in checks["capped_blocks"].en
    assert checks["blocking"].en.startswith(f"{20 * size - 210:,} pairs were compared")


def test_records_in_large_blocks_are_counted_once_and_pairs_of_several_rules_lie_in_memory_once():
    size = 50_000
    twice = np.zeros((size, 2), dtype=np.int32)
    twice[:, 1] = 1
    list_of = np.zeros(size, dtype=np.int64)
    keys = {"any": twice, "same": np.zeros(size, dtype=np.int32)}
    found = candidates(keys, [("any",), ("same",), ("any", "same")], list_of, [False], chosen=True)
    assert [outcome.capped for outcome in found.outcomes] == [size] * 3
    # All three bring the same neighbours.
    assert len(found.left) == max(outcome.pairs for outcome in found.outcomes) // 2


def test_a_surname_that_all_share_does_not_explode():
    rows = Columns(
        {
            "given": [
                f"{'abcdefghij'[at % 10]}{'klmnopqrst'[at // 10 % 10]}{'uvwxyzabcd'[at // 100 % 10]}a"
                for at in range(1_000)
            ],
            "paternal": ["Hernández"] * 1_000,
            "maternal": [""] * 1_000,
            "year": [str(1940 + at % 60) for at in range(1_000)],
            "state": ["México"] * 1_000,
        }
    )
    linkage = link_records(
        {"a": rows}, _settings("a", duplicates=True, identifier="", blocking=(("name.surname",),)), draws=0
    )
    checks = {check.name: check for check in linkage.checks}
    assert checks["capped_blocks"].result == "warn"
    assert len(linkage.pairs) < 1_000 * 300


ROW = {"given": "Ana", "paternal": "Ruiz", "maternal": "Soto", "year": "1980", "state": "Puebla", "id": "1"}
OTHER = {
    "given": "Luis",
    "paternal": "Cruz",
    "maternal": "Vega",
    "year": "1950",
    "state": "Oaxaca",
    "id": "2",
}


@pytest.mark.parametrize(
    ("lists", "settings", "error", "sentence"),
    [
        ({}, _settings("a"), ListIsEmpty, "There is no list to link."),
        ({"a": []}, _settings("a"), ListIsEmpty, "List “a” has no records."),
        ({"a": [ROW, ROW]}, _settings("a", duplicates=True), RecordIsTwice, "Rows 1 and 2 of list “a” have the same identifier in column “id”."),
        ({"a": [ROW, {**OTHER, "id": " "}]}, _settings("a", duplicates=True), RecordIsTwice, "Row 2 of list “a” has no identifier in column “id”."),
        ({"a": [ROW, OTHER]}, _settings("a"), SettingsAreWrong, "There is one list only, and the settings say that it counts nobody twice."),
        ({"a": [ROW], "b": [OTHER]}, _settings("a"), NoCommonField, "Lists “a” and “b” have no common field in the settings; name columns that mean the same."),
        ({"a": [ROW]}, _settings("a", "b"), SettingsAreWrong, "The settings name a list “b” that was not given."),
        ({"a": [{"id": "1"}]}, _settings("a", duplicates=True), SettingsAreWrong, "List “a” has no column “given”, which the settings name for “name”."),
        ({"a": [ROW, OTHER]}, _settings("a", duplicates=True), NothingToCompare, "No two records share a name, date or place, so that there is no pair to compare."),
        ({"a": [ROW, OTHER]}, _settings("a", duplicates=True, blocking=(("name.x",),)), SettingsAreWrong, None),
        ({"a": [{**ROW, "id": str(at), "given": "JosÃ© MarÃ­a"} for at in range(5)]}, _settings("a", duplicates=True), ListNotReadable,
         "Column “given” of list “a” has broken letters in 5 rows, the first in row 1; save the list again as UTF-8."),
        ({"a": [{**ROW, "id": str(at), "given": "Jos\ufffd"} for at in range(5)]}, _settings("a", duplicates=True), ListNotReadable, None),
    ],
)  # fmt: skip
def test_lists_that_cannot_be_linked_get_one_sentence(lists, settings, error, sentence):
    with pytest.raises(error) as found:
        link_records(lists, settings)
    assert isinstance(found.value, LinkageError)
    assert sentence in (None, str(found.value))
    assert str(found.value).endswith(".")
    assert "\n" not in str(found.value)


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", ListIsEmpty, "There is nothing in “x”"),
        (b"\xef\xbb\xbf\n", ListIsEmpty, "is empty"),
        (b"nombre,edad\n", ListIsEmpty, "has no records"),
        (b"PK\x03\x04abc", ListNotReadable, "is no text file"),
        (b"nombre\n\x00\x01", ListNotReadable, "is no text file"),
        (b"nombre\n\x81\x8d", ListNotReadable, "no encoding that can be told"),
        (b"nombre,nombre\na,b\n", ListNotReadable, "the column “nombre” twice"),
        (b"nombre,,edad\na,b,c\n", ListNotReadable, "Column 2 of list “x” has no name"),
        (b"nombre,edad\na,b,c\n", ListNotReadable, "Row 1 of list “x” has 3 cells; there are 2 columns."),
        (b'nombre\n"' + b"a" * 200_000 + b'"\n', ListNotReadable, "is no table"),
    ],
)
def test_files_that_are_no_list_get_one_sentence(content, error, words):
    with pytest.raises(error, match=words):
        read_list(content, "x")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_list_is_read_in_the_encodings_and_forms_that_spreadsheets_write(encoding, delimiter):
    text = f"nombre{delimiter}año\r\nJosé Nuñez{delimiter}1980\r\n\r\nAna{delimiter}\r\n"
    rows = read_list(text.encode(encoding), "x")
    assert [dict(row) for row in rows] == [
        {"nombre": "José Nuñez", "año": "1980"},
        {"nombre": "Ana", "año": ""},
    ]


def test_mixed_dates_are_read_and_said():
    dates = ["23/05/1987", "05/23/1987", "1987-05-23", "mayo de 1987", "ayer"]
    rows = [{"nombre": "Ana Ruiz Soto", "fecha de nacimiento": date} for date in dates]
    linkage = link_records({"a": rows}, propose_settings({"a": list(rows[0])}), draws=1)
    assert {"mixed_dates", "unread_dates"} <= {
        check.name for check in linkage.checks if check.result == "warn"
    }
