"""The register as a list: narrowing, words, counts of facets, order, pages, addresses."""

import random
from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override
from generated_register import fill
from small_register import build, commit

from tequio.apps.register.models import Commitment, CommitmentTopic, Topic
from tequio.apps.register.queries import listing
from tequio.apps.register.queries.facets import FACETS

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(db):
    with override("es"):
        yield build()


def asked(address: str, things=None) -> listing.Narrowing:
    """Read an address; a name in braces stands for the number of one of the things."""
    return listing.narrowing(QueryDict(address.format(**{k: v.pk for k, v in (things or {}).items()})))


def names(things, commitments) -> set[str]:
    by_key = {thing.pk: name for name, thing in things.items() if isinstance(thing, Commitment)}
    return {by_key[c.pk] for c in commitments}


KEPT = {"annual", "combat", "ratify", "women_take_part", "search"}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", KEPT),
        ("q=torture", {"combat"}),
        ("q=TORTURE+combat", {"combat"}),
        ("q=busqueda", {"search"}),
        ("q=búsqueda", {"search"}),
        ("q=100%25", set()),
        ("q=_", set()),
        ("state=proposed", {"proposed"}),
        ("state=withdrawn", {"withdrawn"}),
        ("state=accepted&state=rejected", KEPT - {"ratify"} | {"rejected"}),
        ("mechanism={dialogue}", {"annual", "combat", "women_take_part"}),
        ("mechanism={dialogue}&mechanism={group}", KEPT - {"search"}),
        ("session={third}", {"ratify"}),
        ("kind=agreement&kind=recommendation", {"annual", "women_take_part", "search"}),
        ("kind=agreement&strength=soft", set()),
        ("party={kingdom}", {"annual", "combat"}),
        ("party={mexico}", {"annual", "combat", "ratify"}),
        ("actor={kingdom}", {"annual"}),
        ("themes={torture}", {"combat", "ratify"}),
        ("groups={torture}", set()),
        ("themes={torture}&themes={women}", {"combat", "ratify", "women_take_part"}),
        ("strength=soft", {"women_take_part"}),
        ("year=2025", {"women_take_part"}),
        ("year=2011&year=2024", {"annual", "combat", "ratify"}),
        # What means nothing matches nothing, and breaks nothing.
        ("kind=promise", set()),
        ("session=x", set()),
        ("session=99999999999999999999999", set()),
        ("year=20%25", set()),
        ("order=backwards&after=x&page=7", KEPT),
        ("q=%00torture", {"combat"}),
    ],
)
def test_narrowing(small, address, expected):
    page = listing.page(asked(address, small))
    assert names(small, page.rows) == expected
    assert page.count == len(expected)


def counts(page: listing.Page) -> dict[str, dict[str, int]]:
    return {s.facet.name: {v.label: v.count for v, _address in s.values} for s in page.facets}


def test_every_facet_counts_what_it_would_give(small):
    shown = counts(listing.page(asked("")))
    assert sorted(shown["state"].values()) == [1, 1, 1, 4]
    assert list(shown["mechanism"].values()) == [3, 1]
    assert list(shown["session"].values()) == [2, 1, 1]
    assert shown["party"] == {"Mexico": 3, "United Kingdom": 2}
    assert shown["actor"] == {"Mexico": 3, "United Kingdom": 1}
    assert list(shown["themes"].values()) == [2, 1]
    assert shown["year"] == {"2025": 1, "2024": 2, "2011": 1}


def test_a_facet_counts_its_other_values_as_if_nothing_were_chosen_in_it(small):
    page = listing.page(asked("kind=agreement&actor={kingdom}", small))
    kinds = {v.value: v.count for s in page.facets if s.facet.name == "kind" for v, _address in s.values}
    assert kinds == {"agreement": 1}
    actors = {v.label: v.count for s in page.facets if s.facet.name == "actor" for v, _address in s.values}
    assert actors == {"Mexico": 1, "United Kingdom": 1}


def test_withdrawn_is_not_offered_but_stays_in_sight_where_chosen(small):
    def states(address):
        return {
            v.value
            for s in listing.page(asked(address)).facets
            if s.facet.name == "state"
            for v, _a in s.values
        }

    assert "withdrawn" not in states("")
    assert "withdrawn" in states("state=withdrawn")


def test_a_chosen_value_without_any_commitment_can_be_taken_away(small):
    page = listing.page(asked("themes={women}&year=2011", small))
    assert page.count == 0
    assert [(chip.text, chip.count) for chip in page.chips] == [("mujeres", 1), ("2011", 1)]
    assert page.chips[1].address == f"?themes={small['women'].pk}"


def test_each_vocabulary_is_a_facet_of_its_own(small):
    kind = Topic.objects.create(scheme="action_categories", code="4", name_es="acción general")
    group = Topic.objects.create(scheme="groups", code="women", name_es="mujeres")
    for topic in (kind, group):
        CommitmentTopic.objects.create(commitment=small["combat"], topic=topic)
    shown = counts(listing.page(asked("")))
    assert shown["action_categories"] == {"acción general": 1}
    assert shown["groups"] == {"mujeres": 1}
    assert shown["themes"] == {"tortura": 2, "mujeres": 1}
    page = listing.page(asked(f"action_categories={kind.pk}&themes={small['torture'].pk}"))
    assert names(small, page.rows) == {"combat"}
    assert [chip.text for chip in page.chips] == ["tortura", "acción general"]
    # In each vocabulary the counts are those without its own choice.
    assert counts(page)["themes"] == {"tortura": 1}
    assert counts(page)["action_categories"] == {"acción general": 1}


def test_an_address_leads_back_to_what_was_asked(small):
    address = "q=two+words&mechanism=3&mechanism=4&kind=agreement&order=due"
    assert asked(asked(address).address()[1:]) == asked(address)
    assert asked("kind=a&mechanism=3").address() == asked("mechanism=3&kind=a").address()


def test_by_deadline_the_earliest_comes_first_and_none_last(small):
    rows = listing.page(asked("order=due")).rows
    assert [row.due_on for row in rows[:2]] == [date(2020, 6, 30), date(2030, 12, 31)]
    assert {row.due_on for row in rows[2:]} == {None}


@pytest.mark.parametrize("order", ["new", "due"])
def test_pages_follow_one_another_without_gap_or_repetition(small, order):
    for number in range(60):
        due = ["", "2021", "2022-03"][number % 3]
        commit(small["version"], "agreed to hold", deadline_date=due)
    expected = [c.pk for c in listing.ordered(asked(f"order={order}"))]
    seen, address = [], f"?order={order}"
    while address:
        page = listing.page(asked(address[1:]))
        seen += [row.pk for row in page.rows]
        address = page.next_address
    assert seen == expected
    assert len(seen) == 65


def test_counts_agree_with_what_each_value_gives():
    fill(400, seed=3)
    chance = random.Random(5)
    for _round in range(6):
        chosen = {}
        first = listing.page(asked(""))
        for shown in chance.sample([s for s in first.facets if len(s.values) > 1], 3):
            chosen[shown.facet.name] = tuple(v.value for v, _a in chance.sample(shown.values, 2))
        narrowed = listing.Narrowing(chosen=chosen, words=chance.choice(["", "torture"]))
        for shown in listing.page(narrowed).facets:
            for value, _address in shown.values[:4]:
                alone = narrowed.changed(chosen={**chosen, shown.facet.name: (value.value,)})
                assert value.count == listing.found(alone).count(), (narrowed, shown.facet.name, value)


def test_number_of_queries_does_not_grow(django_assert_max_num_queries):
    fill(60, seed=1)
    with django_assert_max_num_queries(28):
        listing.page(asked("q=the&kind=agreement&kind=commitment&themes=1&sdgs=2&order=due"))
    with django_assert_max_num_queries(28):
        listing.page(asked(""))


def test_every_facet_is_known_by_one_name():
    assert len({facet.name for facet in FACETS}) == len(FACETS) == 14
    assert not CommitmentTopic.objects.exists()
