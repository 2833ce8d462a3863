"""Groups of the same demand: proposed, confirmed, merged, split, and everything back again."""

import pytest
from small_register import commit, read_document, state_named

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.ledger.recording import adopt
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.register.grouping import (
    confirm_group,
    merge_groups,
    propose_groups,
    split_group,
    undo_group_step,
)
from tequio.apps.register.models import DemandGroup, GroupMember, GroupStep
from tequio.apps.register.operations.errors import BuiltUpon, NothingToDo, WrongValue

pytestmark = pytest.mark.django_db

SAME = (
    ("en", "Ratify the Optional Protocol to the Convention against Torture"),
    ("en", "Accede to the Optional Protocol to the Convention against Torture (OPCAT)"),
    ("es", "Ratificar el Protocolo Facultativo de la Convención contra la Tortura"),
)
OTHER = (("en", "Abolish the death penalty in all circumstances"), ("en", "Abolish the death penalty"))


@pytest.fixture
def asked(db):
    """Recommendations to Mexico: one demand three times, another twice, and one to somebody else."""
    mexico, norway = state_named("Mexico", "MX"), state_named("Norway", "NO")
    made = [
        commit(read_document(words, language=language), words, kind="recommendation", actors=[mexico])
        for language, words in (*SAME, *OTHER)
    ]
    words = SAME[0][1]
    made.append(commit(read_document(words), words, kind="recommendation", actors=[norway]))
    return made


def placed():
    """Group -> its commitments, as sets, whatever the numbers of the groups."""
    found = {}
    for group, commitment in GroupMember.objects.values_list("group_id", "commitment_id"):
        found.setdefault(group, set()).add(commitment)
    return {frozenset(rows) for rows in found.values()}


def sets(asked, *indexes):
    return {frozenset(asked[at].pk for at in some) for some in indexes}


def group_of(commitment):
    return DemandGroup.objects.get(members__commitment=commitment)


def test_what_asks_the_same_of_one_state_is_proposed_across_languages(asked, coordinator):
    made = propose_groups(coordinator)
    assert placed() == sets(asked, (0, 1, 2), (3, 4))
    assert (made.groups, made.members) == (2, 5)
    member = GroupMember.objects.get(commitment=asked[1])
    assert member.by is None
    assert member.score is not None
    assert member.why
    assert not group_of(asked[0]).is_decided


def test_proposing_again_changes_nothing_that_people_decided(asked, coordinator):
    propose_groups(coordinator)
    new = split_group(group_of(asked[0]), [asked[1].pk], coordinator)
    made = propose_groups(coordinator)
    assert placed() == sets(asked, (0, 2), (1,), (3, 4))
    assert new.members.get().by == coordinator
    assert made.groups == 1


def test_what_is_new_is_proposed_into_a_decided_group(asked, coordinator):
    propose_groups(coordinator)
    confirm_group(group_of(asked[3]), coordinator)
    words = "Abolish the death penalty completely"
    late = commit(read_document(words), words, kind="recommendation", actors=[asked[0].actors.get()])
    assert propose_groups(coordinator).joined == 1
    assert GroupMember.objects.get(commitment=late).group == group_of(asked[3])
    assert GroupMember.objects.get(commitment=late).by is None


def test_groups_are_merged_and_split_and_each_is_undone(asked, coordinator):
    adopt()
    propose_groups(coordinator)
    before = placed()
    merged = merge_groups(group_of(asked[0]), group_of(asked[3]), coordinator)
    assert placed() == sets(asked, (0, 1, 2, 3, 4))
    split_group(group_of(asked[0]), [asked[0].pk, asked[4].pk], coordinator)
    assert placed() == sets(asked, (1, 2, 3), (0, 4))
    with pytest.raises(BuiltUpon):
        undo_group_step(merged, coordinator)
    undo_group_step(GroupStep.objects.get(verb="split"), coordinator)
    assert placed() == sets(asked, (0, 1, 2, 3, 4))
    undo_group_step(merged, coordinator)
    assert placed() == before
    with pytest.raises(BuiltUpon):
        undo_group_step(merged, coordinator)
    assert verify_ledger().is_whole


def test_what_cannot_be_done_changes_nothing(asked, coordinator, reader):
    propose_groups(coordinator)
    group, other = group_of(asked[0]), group_of(asked[3])
    before = placed()
    refusals = [
        (WrongValue, lambda: merge_groups(group, group, coordinator)),
        (WrongValue, lambda: split_group(group, [], coordinator)),
        (WrongValue, lambda: split_group(group, [each.pk for each in asked[:3]], coordinator)),
        (WrongValue, lambda: split_group(group, [asked[4].pk], coordinator)),
        (NotAllowed, lambda: merge_groups(group, other, reader)),
        (NotAllowed, lambda: propose_groups(reader)),
    ]
    for error, act in refusals:
        with pytest.raises(error):
            act()
    assert placed() == before
    confirm_group(group, coordinator)
    with pytest.raises(NothingToDo):
        confirm_group(group, coordinator)


def test_groups_of_two_states_are_never_merged(asked, coordinator):
    propose_groups(coordinator)
    stranger = DemandGroup.objects.create(state=asked[5].actors.get(), label="x")
    with pytest.raises(WrongValue, match="different States"):
        merge_groups(group_of(asked[0]), stranger, coordinator)


def test_the_pages_show_and_decide(asked, client, coordinator):
    client.force_login(coordinator)
    client.post("/groups/propose")
    group = group_of(asked[0])
    assert SAME[0][1][:30] in client.get("/groups/?q=protocol").content.decode()
    page = client.get(f"/groups/{group.pk}/").content.decode()
    assert [words for _language, words in SAME if words not in page] == []
    client.post(f"/groups/{group.pk}/split", {"commitment": [asked[1].pk]})
    assert placed() == sets(asked, (0, 2), (1,), (3, 4))
    client.post(f"/groups/steps/{GroupStep.objects.get().pk}/undo")
    assert placed() == sets(asked, (0, 1, 2), (3, 4))
    client.post(f"/groups/{group.pk}/merge", {"other": group_of(asked[3]).pk})
    assert placed() == sets(asked, (0, 1, 2, 3, 4))


@pytest.mark.parametrize(
    ("path", "sent"),
    [("split", {"commitment": ["x"]}), ("split", {}), ("merge", {"other": "x"}), ("merge", {"other": "9"})],
)
def test_a_broken_form_gets_one_sentence(asked, client, coordinator, path, sent):
    propose_groups(coordinator)
    client.force_login(coordinator)
    before = placed()
    page = client.post(f"/groups/{group_of(asked[0]).pk}/{path}", sent, follow=True)
    assert page.status_code == 200
    assert len(list(page.context["messages"])) == 1
    assert placed() == before


@pytest.mark.parametrize("query", ["", "?state=x&after=zz&q=%00", "?state=99999", "?after=1_2"])
def test_the_list_answers_whatever_the_address_says(asked, client, reader, query):
    client.force_login(reader)
    assert client.get(f"/groups/{query}").status_code == 200
    assert client.post("/groups/propose").status_code == 403
