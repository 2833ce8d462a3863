"""What a commitment rests on: proposed with a reason, decided by people, seen from the provision."""

import pytest
from made_standards import LINES, jsonl, provision

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.ledger.models import Event
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.library.models import Provision
from tequio.apps.library.standards import indexing
from tequio.apps.library.standards.importing import import_standards
from tequio.apps.library.standards.showing import demands_on
from tequio.apps.register.models import CommitmentStandard
from tequio.apps.register.operations import (
    AlreadyDecided,
    NothingToDo,
    WrongValue,
    accept,
    add_standard,
    decide_standard,
    propose_standards,
)
from tequio.apps.register.queries.standards import standards_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def library(settings, tmp_path, monkeypatch, db):
    settings.HOME = tmp_path / "home"
    monkeypatch.setattr(indexing, "standard_encoder", lambda: None)
    gender = provision("7", "States exchange good practices on gender equality.")
    import_standards([("rest.jsonl", jsonl(*LINES, gender))])
    indexing.bring_up_to_date()


@pytest.fixture
def kept(findings, coordinator):
    """The commitment to exchange good practices on gender."""
    accept(findings[0], coordinator)
    return findings[0]


def test_provisions_are_proposed_with_a_reason_and_nothing_is_decided(kept, coordinator):
    links = propose_standards(kept, coordinator)
    assert [link.provision.key for link in links] == ["CRX.7"]
    assert {link.state for link in links} == {"proposed"}
    assert links[0].reason[0][0] in {"words", "concept"}
    [row] = standards_of(kept, with_proposals=True)
    assert row.reasons
    assert standards_of(kept, with_proposals=False) == []
    assert demands_on(Provision.objects.get(key="CRX.7"), True) == []
    with pytest.raises(NothingToDo):
        propose_standards(kept, coordinator)


def test_what_the_words_cite_is_proposed_first(kept, coordinator):
    kept.lead_in = "Under article 2.1 of the CRX,"
    kept.save(update_fields=["lead_in"])
    links = propose_standards(kept, None)
    assert links[0].provision.key == "CRX.2.1"
    assert (links[0].confidence, links[0].reason[0][0]) == (1.0, "citation")


def test_a_person_decides_and_the_provision_shows_who_asks_for_it(kept, coordinator):
    [link] = propose_standards(kept, coordinator)
    decide_standard(kept, coordinator, link.pk, "accepted")
    with pytest.raises(AlreadyDecided):
        decide_standard(kept, coordinator, link.pk, "accepted")
    one = Provision.objects.get(key="CRX.7")
    [demand] = demands_on(one, True)
    assert demand.words == kept.passage.exact
    assert demand.address == f"/commitments/{kept.pk}/"
    assert demand.asked_by
    assert demands_on(one, False) == []
    kept.version.document.published_at = kept.added_at
    kept.version.document.save()
    assert demands_on(one, False)[0].address == f"/public/commitments/{kept.pk}/"
    decide_standard(kept, coordinator, link.pk, "proposed")
    assert CommitmentStandard.objects.get().decided_by is None
    assert demands_on(one, True) == []


def test_a_rejected_provision_is_not_proposed_again(kept, coordinator):
    [link] = propose_standards(kept, coordinator)
    decide_standard(kept, coordinator, link.pk, "rejected")
    assert standards_of(kept, with_proposals=True) == []
    with pytest.raises(NothingToDo):
        propose_standards(kept, coordinator)


def test_a_provision_is_added_by_its_citation(kept, coordinator):
    assert add_standard(kept, coordinator, "art. 2.2 CRX").provision.key == "CRX.2.2"
    with pytest.raises(AlreadyDecided):
        add_standard(kept, coordinator, "CRX 2.2")
    # An article is asked for where one of its paragraphs is.
    assert len(demands_on(Provision.objects.get(key="CRX.2"), True)) == 1


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "Write the citation"),
        ("torture", "Write the citation"),
        ("ICCPR 99", "53"),
        ("CRX 77", "no text"),
    ],
)
def test_what_leads_nowhere_is_explained(kept, coordinator, written, says):
    with pytest.raises(WrongValue, match=says):
        add_standard(kept, coordinator, written)


def test_only_deciders_and_only_on_what_is_kept(findings, kept, coordinator, reader):
    for act in (
        lambda: propose_standards(kept, reader),
        lambda: add_standard(kept, reader, "CRX 2.2"),
        lambda: decide_standard(kept, reader, 1, "accepted"),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NothingToDo):
        propose_standards(findings[1], coordinator)
    for number, state in ((0, "accepted"), (1, "perhaps")):
        with pytest.raises(WrongValue):
            decide_standard(kept, coordinator, number, state)
    assert not CommitmentStandard.objects.exists()


def test_each_change_is_one_event_and_the_log_holds(kept, coordinator):
    before = Event.objects.count()
    [link] = propose_standards(kept, coordinator)
    decide_standard(kept, coordinator, link.pk, "accepted")
    verbs = [event.verb for event in Event.objects.order_by("sequence")[before:]]
    assert verbs == ["propose-standards", "standard-accepted"]
    broken = verify_ledger().first
    assert broken is None or broken.object[0] == "account"  # accounts of these tests are made behind the log


def test_the_pages(client, kept, coordinator, reader):
    address = f"/commitments/{kept.pk}/standards"
    client.force_login(coordinator)
    client.post(address, {"propose": "1"})
    html = client.get(f"/commitments/{kept.pk}/").content.decode()
    assert "CRX.7" in html
    assert 'name="accepted"' in html
    link = CommitmentStandard.objects.get()
    client.post(address, {"accepted": str(link.pk)})
    client.post(address, {"citation": "CRX 2.2"})
    for broken in ({}, {"accepted": "x"}, {"citation": "nothing"}, {"rejected": "9" * 30}):
        assert client.post(address, broken).status_code == 302
    assert CommitmentStandard.objects.filter(state="accepted").count() == 2
    assert "gender equality" in client.get("/standards/CRX.7/").content.decode()
    client.force_login(reader)
    assert client.post(address, {"propose": "1"}).status_code == 403
    html = client.get(f"/commitments/{kept.pk}/").content.decode()
    assert "CRX.7" in html
    assert 'name="accepted"' not in html
    client.logout()
    assert (
        "Nothing in the public register"
        in client.get("/standards/CRX.7/", headers={"accept-language": "en"}).content.decode()
    )
