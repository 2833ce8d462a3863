"""Linkage and clerical review: blind, twice, by a third where two differ; and linked again."""

import random

import pytest
from made_study import as_csv, custody

from tequio.apps.accounts.errors import NotAllowed, Refused
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.studies.errors import AlreadyCoded, ContentGone, NotInThatState, NotTheThird
from tequio.apps.studies.linking import proposed_settings, tables_of
from tequio.apps.studies.models import Linkage, PairCoding, ReviewPair
from tequio.apps.studies.operations import begin_report, bring_list, destroy_list, give_part
from tequio.apps.studies.operations.linking import begin_linkage, link_again
from tequio.apps.studies.operations.reviewing import code_pair, resolve_pair
from tequio.apps.studies.review import (
    agreement_of,
    answer_of,
    decided_pairs,
    effect_of,
    fields_of,
    next_pair,
    standing_of,
)
from tequio.engines.scales import Kappa

pytestmark = pytest.mark.django_db

GIVEN = ("Ana", "Luis", "Rosa", "Pedro", "Elena", "Jorge", "Marta", "Raúl", "Inés", "Hugo", "Nora", "Iván")
PATERNAL = (
    "López",
    "Pérez",
    "Gómez",
    "Díaz",
    "Cruz",
    "Ríos",
    "Mora",
    "Vega",
    "Luna",
    "Soto",
    "Reyes",
    "Cano",
)


def people(seed: int, number: int) -> list[dict[str, str]]:
    """Made persons, each its own."""
    drawn = random.Random(seed)
    return [
        {
            "nombre": f"{drawn.choice(GIVEN)} {drawn.choice(GIVEN)}",
            "apellido paterno": drawn.choice(PATERNAL),
            "apellido materno": drawn.choice(PATERNAL),
            "fecha de nacimiento": f"19{drawn.randint(50, 99)}-03-{drawn.randint(10, 28)}",
            "municipio": f"Municipio {drawn.randint(1, 9)}",
        }
        for _person in range(number)
    ]


def misspelt(one: dict[str, str], drawn: random.Random) -> dict[str, str]:
    """The same person as another list writes them, now and then otherwise."""
    found = dict(one)
    if drawn.random() < 0.4:
        found["apellido materno"] = ""
    if drawn.random() < 0.3:
        found["fecha de nacimiento"] = found["fecha de nacimiento"][:4]
    if drawn.random() < 0.3:
        found["nombre"] = found["nombre"].split()[0]
    if drawn.random() < 0.3:
        found["municipio"] = "Otro"
    return found


@pytest.fixture
def lists(study, team, write):
    everybody, drawn = people(1, 160), random.Random(2)
    first = everybody[:110]
    second = [misspelt(one, drawn) for one in everybody[60:]]
    third = [misspelt(one, drawn) for one in everybody[::2]]
    return [
        bring_list(study, team.analyst, write(as_csv(rows)), "records", custody(name))
        for name, rows in (("Uno", first), ("Dos", second), ("Tres", third))
    ]


@pytest.fixture
def linkage(study, team, lists):
    settings, problem = proposed_settings(lists)
    assert problem == ""
    limits = {"doubtful_from": 0.02, "doubtful_to": 0.99}
    made = begin_linkage(study, team.analyst, lists, settings, **limits, seed=3)
    assert (made.state, made.problem) == ("done", {})
    return made


def test_lists_are_linked_and_their_table_estimated(study, team, linkage):
    assert linkage.counts["records"] == 110 + 100 + 80
    assert 130 <= linkage.counts["persons"] <= 190
    best, drawn = tables_of(linkage)
    assert best.lists == ("Uno", "Dos", "Tres")
    assert len(drawn) == 20
    report = begin_report(study, team.analyst, linkage, methods=("decomposable",), seed=1)
    assert (report.state, report.problem) == ("done", {})
    assert report.result["table"]["lists"] == ["Uno", "Dos", "Tres"]
    assert verify_ledger().is_whole


def test_pairs_lie_sealed_and_are_asked_by_their_effect(linkage, team):
    pairs = list(linkage.pairs.order_by("-effect", "pk"))
    assert pairs
    for pair in pairs:
        assert "López" not in str(bytes(pair.sealed))
        assert {part.count(":") for part in (pair.left, pair.right)} == {1}
    assert next_pair(linkage, team.first) == pairs[0]
    shown = fields_of(pairs[0])
    assert [len(field) for field in shown["fields"]] == [3] * len(shown["fields"])
    assert set(shown["reasons"]) == {"es", "en"}


@pytest.mark.parametrize(
    ("probability", "both", "more_probability", "more_both"),
    [(0.5, 3, 0.9, 3), (0.5, 0, 0.5, 3), (0.4, 2, 0.4, 200)],
)
def test_doubt_and_sparse_overlaps_come_first(probability, both, more_probability, more_both):
    assert effect_of(probability, both) > effect_of(more_probability, more_both)


def test_a_pair_is_decided_by_two_who_agree(linkage, team):
    pair = next_pair(linkage, team.first)
    code_pair(pair, team.first, "same")
    assert answer_of(ReviewPair.objects.get(pk=pair.pk)) == ""
    assert next_pair(linkage, team.first) != pair
    assert next_pair(linkage, team.second) == pair
    code_pair(pair, team.second, "same")
    assert answer_of(ReviewPair.objects.get(pk=pair.pk)) == "same"
    assert decided_pairs(linkage) == [(pair.left, pair.right, True)]
    stored = str(list(Event.objects.values()))
    assert "López" not in stored
    assert verify_ledger().is_whole


def test_what_two_differ_on_is_resolved_by_a_third(linkage, team, study):
    pair = next_pair(linkage, team.first)
    code_pair(pair, team.first, "same")
    with pytest.raises(NotInThatState):
        resolve_pair(pair, team.lead, "same")
    code_pair(pair, team.second, "unsure")
    assert standing_of(linkage).conflicts == 1
    for name in ("first", "second", "analyst", "stranger"):
        with pytest.raises(NotAllowed):
            resolve_pair(pair, getattr(team, name), "same")
    resolve_pair(pair, team.lead, "different")
    assert decided_pairs(linkage) == [(pair.left, pair.right, False)]
    with pytest.raises(NotInThatState):
        resolve_pair(pair, team.lead, "same")


def test_whoever_coded_a_pair_does_not_resolve_it(linkage, team, study):
    give_part(study, team.lead, team.lead, "coder")
    pair = next_pair(linkage, team.lead)
    code_pair(pair, team.lead, "same")
    code_pair(pair, team.first, "different")
    with pytest.raises(NotTheThird):
        resolve_pair(pair, team.lead, "same")


def test_a_coding_stays_and_a_third_is_not_asked(linkage, team, study):
    give_part(study, team.lead, team.analyst, "coder")
    pair = next_pair(linkage, team.first)
    code_pair(pair, team.first, "same")
    with pytest.raises(AlreadyCoded):
        code_pair(pair, team.first, "different")
    code_pair(pair, team.second, "same")
    with pytest.raises(AlreadyCoded):
        code_pair(pair, team.analyst, "same")
    assert next_pair(linkage, team.analyst) != pair
    with pytest.raises(Refused, match=r"\.$"):
        code_pair(next_pair(linkage, team.first), team.first, "perhaps")
    for name in ("lead", "reader", "stranger"):
        with pytest.raises(NotAllowed):
            code_pair(next_pair(linkage, team.first), getattr(team, name), "same")
    assert PairCoding.objects.count() == 2


def test_agreement_is_told_beyond_chance(linkage, team):
    assert isinstance(agreement_of(linkage), str)
    pairs = list(linkage.pairs.all()[:6])
    for number, pair in enumerate(pairs):
        code_pair(pair, team.first, "same" if number % 2 else "different")
        code_pair(pair, team.second, "same" if number % 2 or number == 0 else "different")
    found = agreement_of(linkage)
    assert isinstance(found, Kappa)
    assert found.items == 6
    assert found.observed == pytest.approx(5 / 6)


def test_lists_are_linked_again_with_what_was_decided(linkage, team):
    with pytest.raises(NotInThatState):
        link_again(linkage, team.analyst)
    pair = next_pair(linkage, team.first)
    for coder in (team.first, team.second):
        code_pair(pair, coder, "different")
    again = link_again(linkage, team.analyst)
    assert (again.state, again.based_on, again.counts["ruled"]) == ("done", linkage, 1)
    ends = {(one.left, one.right) for one in again.pairs.all()}
    assert (pair.left, pair.right) not in ends


def test_a_destroyed_list_takes_its_linkages_with_it(linkage, team, lists):
    pair = linkage.pairs.first()
    destroy_list(lists[0], team.lead)
    fresh = Linkage.objects.get(pk=linkage.pk)
    assert not fresh.is_there
    with pytest.raises(ContentGone):
        tables_of(fresh)
    gone = ReviewPair.objects.select_related("linkage").get(pk=pair.pk)
    assert bytes(gone.sealed) == b""
    with pytest.raises(ContentGone):
        fields_of(gone)
    with pytest.raises(NotInThatState):
        code_pair(gone, team.first, "same")
    assert verify_ledger().is_whole


def test_lists_without_a_common_field_are_refused(study, team, write):
    lists = [
        bring_list(
            study, team.analyst, write("nombre,municipio\nAna,X\nLuis,Y\n"), "records", custody("Uno")
        ),
        bring_list(study, team.analyst, write("color,peso\nrojo,3\nazul,4\n"), "records", custody("Dos")),
    ]
    settings, problem = proposed_settings(lists)
    assert settings == ""
    assert problem.endswith(".")


@pytest.mark.parametrize(
    "more",
    [
        {"settings": "fields = 3"},
        {"settings": "not toml ["},
        {"settings": '[[fields]]\nname = "name"\nkind = "person"\n[fields.columns.Uno]\nfull = "nada"\n'},
        {"settings": '[[fields]]\nname = "name"\nkind = "person"\n[fields.columns.Otra]\nfull = "nombre"\n'},
        {"doubtful_from": 0.9, "doubtful_to": 0.2},
        {"seed": -1},
        {"lists": 1},
    ],
    ids=["no fields", "no toml", "no such column", "no such list", "limits", "seed", "one list"],
)
def test_what_cannot_be_linked_gives_one_sentence_and_changes_nothing(more, study, team, lists):
    settings, _problem = proposed_settings(lists)
    asked = {"settings": settings, "seed": 1, **more}
    chosen = lists[: asked.pop("lists", len(lists))]
    before = Event.objects.count()
    with pytest.raises(Refused, match=r"^[^\n]+\.$"):
        begin_linkage(study, team.analyst, chosen, asked.pop("settings"), **asked)
    assert (Linkage.objects.count(), Event.objects.count()) == (0, before)
