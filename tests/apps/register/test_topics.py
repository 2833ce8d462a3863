"""People decide on proposed topics: by operation and on the page of the commitment."""

import pytest
from small_register import build

from tequio.apps.ledger.models import Event
from tequio.apps.register import operations
from tequio.apps.register.models import CommitmentTopic, Topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(db):
    return build()


def states(commitment) -> dict[str, str]:
    return dict(commitment.topic_links.values_list("topic__code", "state"))


def test_a_topic_is_accepted_rejected_and_proposed_again(small, coordinator):
    ratify, torture = small["ratify"], small["torture"].pk
    for state in ("accepted", "rejected", "proposed"):
        [link] = operations.decide_topics(ratify, coordinator, state, [torture])
        assert (link.state, states(ratify)) == (state, {"torture": state})
    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["topic-accepted", "topic-rejected", "topic-proposed"]


def test_all_that_are_proposed_are_accepted_at_once(small, coordinator):
    ratify = small["ratify"]
    for topic, state in (
        (small["women"], "proposed"),
        (Topic.objects.create(code="x", name_en="x"), "rejected"),
    ):
        CommitmentTopic.objects.create(commitment=ratify, topic=topic, state=state)
    changed = operations.decide_topics(ratify, coordinator, "accepted")
    assert len(changed) == 2
    assert states(ratify) == {"torture": "accepted", "women": "accepted", "x": "rejected"}


@pytest.mark.parametrize(
    ("commitment", "state", "topics", "error"),
    [
        ("ratify", "perhaps", ["torture"], operations.WrongValue),
        ("ratify", "", ["torture"], operations.WrongValue),
        ("ratify", "accepted", ["women"], operations.WrongValue),
        ("combat", "accepted", ["torture"], operations.AlreadyDecided),
        ("combat", "accepted", None, operations.NothingToDo),
        ("ratify", "accepted", [], operations.AlreadyDecided),
        ("proposed", "accepted", None, operations.NothingToDo),
        ("rejected", "accepted", None, operations.NothingToDo),
    ],
)
def test_what_is_refused_changes_nothing(small, coordinator, commitment, state, topics, error):
    keys = None if topics is None else [small[name].pk for name in topics]
    before = states(small[commitment])
    with pytest.raises(error):
        operations.decide_topics(small[commitment], coordinator, state, keys)
    assert states(small[commitment]) == before
    assert not Event.objects.exists()


def test_readers_decide_nothing(client, small, reader):
    with pytest.raises(operations.NotAllowed):
        operations.decide_topics(small["ratify"], reader, "accepted")
    client.force_login(reader)
    address = f"/commitments/{small['ratify'].pk}/"
    assert client.post(f"{address}topics", {"accepted": "all"}).status_code == 403
    assert "decide-topics" not in client.get(address).content.decode()


def test_the_page_offers_the_decision_and_the_filter(client, small, coordinator):
    client.force_login(coordinator)
    ratify, torture = small["ratify"], small["torture"].pk
    address = f"/commitments/{ratify.pk}/"
    page = client.get(address).content.decode()
    assert f'name="accepted" value="{torture}"' in page
    assert f"/register/?themes={torture}" in page
    response = client.post(f"{address}topics", {"rejected": str(torture)})
    assert response.headers["Location"] == f"{address}#topics"
    assert states(ratify) == {"torture": "rejected"}
    assert f'name="proposed" value="{torture}"' in client.get(address).content.decode()


@pytest.mark.parametrize("posted", [{}, {"accepted": "x"}, {"accepted": "9" * 30}, {"withdrawn": "1"}])
def test_a_broken_form_is_answered_with_a_sentence(client, small, coordinator, posted):
    client.force_login(coordinator)
    address = f"/commitments/{small['ratify'].pk}/"
    page = client.post(f"{address}topics", posted, follow=True)
    assert [str(m) for m in page.context["messages"]]
    assert states(small["ratify"]) == {"torture": "proposed"}
