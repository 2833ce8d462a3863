"""Linkage and clerical review: blind, twice, by a third where two differ; and linked again."""

import pytest
from django.test import Client
from django.utils import translation
from made_study import as_csv, custody, three_lists

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


@pytest.fixture
def lists(study, team, write):
    return [
        bring_list(study, team.analyst, write(as_csv(rows)), "records", custody(name))
        for name, rows in three_lists().items()
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


def test_why_lists_cannot_be_linked_is_said_in_both_languages(study, team, write):
    lists = [
        bring_list(study, team.analyst, write(f"nombre,edad\n{name},30\n"), "records", custody(f"L{name}"))
        for name in ("Ana", "Luis")
    ]
    settings, problem = proposed_settings(lists)
    assert problem == ""
    made = begin_linkage(study, team.analyst, lists, settings, seed=3)
    assert made.state == "refused"
    assert made.problem["es"].startswith("No hay dos registros que compartan nombre, fecha o lugar")
    assert made.problem["en"].startswith("No two records share a name, date or place")
    for language, start in (("es", "La clave de bloqueo «nadie.x»"), ("en", "The blocking key “nadie.x”")):
        with translation.override(language), pytest.raises(Refused) as refused:
            begin_linkage(study, team.analyst, lists, f'blocking = [["nadie.x"]]\n{settings}', seed=3)
        assert str(refused.value).startswith(start)


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


def signed_in(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def test_coders_judge_on_a_page_and_see_nothing_of_one_another(linkage, team):
    address = f"/studies/linkages/{linkage.pk}/"
    first, second, lead = (signed_in(user) for user in (team.first, team.second, team.lead))
    pair = next_pair(linkage, team.first)
    page = first.get(f"{address}review").content.decode()
    assert fields_of(pair)["fields"][0][1] in page
    first.post(f"/studies/pairs/{pair.pk}/code", {"answer": "same"})
    after = second.get(f"{address}review").content.decode()
    assert f"/studies/pairs/{pair.pk}/code" in after
    assert "The two said" not in after
    # A lead sees how far the review is, and nothing of a pair that one person has judged.
    assert "Nothing waits for you to resolve." in lead.get(f"{address}conflicts").content.decode()
    second.post(f"/studies/pairs/{pair.pk}/code", {"answer": "different"})
    asked = lead.get(f"{address}conflicts").content.decode()
    assert "The two said" in asked
    assert team.first.username not in asked.partition("<main")[2]
    lead.post(f"/studies/pairs/{pair.pk}/resolve", {"answer": "same"})
    assert decided_pairs(linkage) == [(pair.left, pair.right, True)]
    assert lead.get(address).status_code == 200
    for client in (lead, signed_in(team.reader), signed_in(team.analyst)):
        assert client.get(f"{address}review").status_code == 403
    assert signed_in(team.stranger).get(f"{address}review").status_code == 404
    wrong = second.post(f"/studies/pairs/{pair.pk}/code", {"answer": "same"}, follow=True)
    assert "what was said stays" in wrong.content.decode()
