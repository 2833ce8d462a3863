"""What civil society hands in, its receipt and withdrawal; the right of reply; files of evidence."""

import io
from datetime import date

import pytest
from test_story import publish_document

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.ledger.verifying import verify_ledger
from tequio.apps.register.followup import proving, publishing, receiving, replying
from tequio.apps.register.followup.codes import digest_of, new_code
from tequio.apps.register.followup.errors import (
    CodeUnknown,
    FileGone,
    NotInThatState,
    NotPublishable,
)
from tequio.apps.register.followup.files import folder
from tequio.apps.register.models import (
    Evidence,
    EvidenceFile,
    EvidenceStep,
    Mechanism,
    Session,
    Submission,
    SubmissionStep,
)
from tequio.apps.register.queries.public import public_chain, public_submissions

SENT = {
    "kind": "evidence",
    "title": "What we saw",
    "words": "The protocol is not used in Guerrero.",
    "bearing": "contradicts",
    "sender": "A collective",
    "contact": "collective@example.org",
    "risk": "low",
    "consent": "all",
}


def stored_words() -> str:
    """Everything that the tables of submissions and evidence hold, as one text."""
    models = (Submission, SubmissionStep, Evidence, EvidenceStep, EvidenceFile)
    return repr([list(model.objects.values()) for model in models])


def test_the_sender_sees_what_became_of_it(people, search):
    submission, code = receiving.submit(SENT, agreed=True)
    seen = [receiving.submission_of(code).state]
    receiving.consider(submission, people.coordinator)
    seen.append(receiving.submission_of(code.lower().replace("-", " ")).state)
    receiving.link(submission, people.coordinator, search, "Taken up.")
    found = receiving.submission_of(code)
    assert (*seen, found.state, found.outcome) == ("received", "considered", "linked", "Taken up.")
    receiving.decline(submission, people.coordinator, "It is about another year.")
    assert receiving.submission_of(code).outcome == "It is about another year."
    assert verify_ledger().is_whole


def test_the_code_is_kept_nowhere(people):
    _submission, code = receiving.submit(SENT, agreed=True)
    assert code not in stored_words()
    assert code.replace("-", "") not in stored_words()


@pytest.mark.parametrize("typed", [str.lower, lambda c: c.replace("0", "O"), lambda c: f"  {c}\n"])
def test_codes_are_read_as_people_type_them(typed):
    code = new_code()
    assert digest_of(typed(code)) == digest_of(code)


def test_codes_differ_and_have_a_hundred_bits():
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {len(code.replace("-", "")) for code in codes} == {20}


def test_withdrawing_erases_words_sender_and_file_here_and_in_the_evidence(
    people, search, commitment, django_capture_on_commit_callbacks
):
    attached = proving.Attached(io.BytesIO(b"a photograph"), "photo.jpg")
    submission, code = receiving.submit(SENT, agreed=True, attached=attached)
    evidence = receiving.take_as_evidence(submission, people.coordinator, search, {})
    proving.change_evidence(evidence, people.coordinator, {"finding": "Not used in Guerrero, they say."})
    publishing.publish(evidence, people.coordinator)
    publish_document(commitment)
    place = submission.file.place
    with django_capture_on_commit_callbacks(execute=True):
        receiving.withdraw(submission, code=code)
    for words in ("Guerrero", "collective", "What we saw", "photo"):
        assert words not in stored_words()
    assert not (folder() / place[:2] / place).exists()
    assert receiving.submission_of(code).state == "withdrawn"
    assert public_chain(commitment.pk).components[0].evidence == []
    assert verify_ledger().is_whole
    with pytest.raises(NotInThatState):
        receiving.withdraw(submission, code=code)
    with pytest.raises(NotInThatState):
        receiving.link(submission, people.coordinator, search)


@pytest.mark.parametrize("code", ["", "AAAAA-AAAAA-AAAAA-AAAAA"])
def test_nobody_else_withdraws_it(people, code):
    submission, _code = receiving.submit(SENT, agreed=True)
    with pytest.raises(NotAllowed):
        receiving.withdraw(submission, code=code)
    with pytest.raises(NotAllowed):
        receiving.withdraw(submission, by=people.civil_society)


PUBLISHING = [  # consent, not before, asked on -> may be published
    ("nothing", None, "2026-05-01", False),
    ("words", None, "2026-05-01", True),
    ("all", "2026-06-01", "2026-05-31", False),
    ("all", "2026-06-01", "2026-06-01", True),
]


@pytest.mark.parametrize(("consent", "not_before", "asked_on", "may"), PUBLISHING)
def test_what_may_be_published_and_when(people, consent, not_before, asked_on, may):
    submission, _code = receiving.submit(SENT | {"consent": consent, "publish_from": not_before}, agreed=True)
    on = date.fromisoformat(asked_on)
    if may:
        publishing.publish(submission, people.coordinator, on)
        assert submission.is_public
    else:
        with pytest.raises(NotPublishable):
            publishing.publish(submission, people.coordinator, on)


SENDERS = [  # consent, risk -> what visitors read of the sender
    ("all", "low", "A collective"),
    ("all", "high", ""),
    ("words", "low", ""),
]


@pytest.mark.parametrize(("consent", "risk", "sender"), SENDERS)
def test_the_sender_is_named_only_with_consent_and_without_risk(people, consent, risk, sender):
    session = Session.objects.create(mechanism=Mechanism.objects.create(name_en="Dialogue"))
    submission, _code = receiving.submit(
        SENT | {"consent": consent, "risk": risk}, agreed=True, about=receiving.About(session=session)
    )
    publishing.publish(submission, people.coordinator)
    (seen,) = public_submissions(session.pk)
    assert (seen.sender, seen.words) == (sender, SENT["words"])


def test_evidence_from_a_submission_without_consent_is_never_published(people, search):
    submission, _code = receiving.submit(SENT | {"consent": "nothing"}, agreed=True)
    evidence = receiving.take_as_evidence(
        submission, people.coordinator, search, {"confidentiality": "public"}
    )
    assert evidence.confidentiality == "institution"
    proving.change_evidence(evidence, people.coordinator, {"confidentiality": "public"})
    with pytest.raises(NotPublishable):
        publishing.publish(evidence, people.coordinator)


# -- the right of reply --------------------------------------------------------------------------------------


def test_a_person_named_replies_by_code_and_it_stands_beside_what_it_answers(people, search, commitment):
    evidence = proving.add_evidence(
        search,
        people.nhri,
        {"bearing": "contradicts", "finding": "F", "source": "S", "confidentiality": "public"},
    )
    _right, code = replying.offer_reply(
        evidence,
        people.coordinator,
        named="The director",
        offered_on=date(2026, 1, 1),
        reply_by=date(2026, 2, 1),
    )
    publishing.publish(evidence, people.nhri)
    publish_document(commitment)
    assert public_chain(commitment.pk).replies_to(evidence) == []
    replying.reply_by_code(code, "It was not so.", date(2026, 1, 20))
    (seen,) = public_chain(commitment.pk).replies_to(evidence)
    assert (seen.words, seen.is_late) == ("It was not so.", False)
    with pytest.raises(NotInThatState):
        replying.reply_by_code(code, "Nor so.")
    with pytest.raises(CodeUnknown):
        replying.reply_of("")


# -- files ---------------------------------------------------------------------------------------------------

SIZES = [1, 1 << 20, (1 << 20) + 1, 3 << 20]


def with_file(people, search, content: bytes, **facts):
    return proving.add_evidence(
        search,
        people.nhri,
        {"bearing": "context", "finding": "F", "source": "S", **facts},
        attached=proving.Attached(io.BytesIO(content), "../../etc/annex.pdf"),
    )


@pytest.mark.parametrize("size", SIZES)
def test_a_file_comes_back_as_it_was_given_and_lies_encrypted(people, search, size):
    content = bytes(range(256)) * (size // 256 + 1)
    content = content[:size]
    evidence = with_file(people, search, content)
    opened = proving.open_evidence_file(evidence, people.nhri)
    assert b"".join(opened.pieces) == content
    assert (opened.name, opened.size, opened.media_type) == ("annex.pdf", size, "application/pdf")
    (kept,) = [path for path in folder().rglob("*") if path.is_file() and path.name == evidence.file.place]
    assert size < 1000 or content[:500] not in kept.read_bytes()


@pytest.mark.parametrize("change", ["flip", "cut", "swap", "remove"])
def test_a_file_that_was_changed_on_the_disk_is_not_given_out(people, search, change):
    evidence = with_file(people, search, bytes(3 << 20))
    path = folder() / evidence.file.place[:2] / evidence.file.place
    sealed = (1 << 20) + 16
    data = bytearray(path.read_bytes())
    if change == "flip":
        data[5] ^= 1
    elif change == "cut":
        del data[2 * sealed :]
    elif change == "swap":
        data[:sealed], data[sealed : 2 * sealed] = data[sealed : 2 * sealed], data[:sealed]
    path.unlink() if change == "remove" else path.write_bytes(bytes(data))
    with pytest.raises(FileGone):
        b"".join(proving.open_evidence_file(evidence, people.nhri).pieces)


FILE_READERS = [  # who -> whether the file of the commission's own evidence opens
    ("nhri", True),
    ("coordinator", True),
    ("focal_point", False),
    ("civil_society", False),
    ("reader", False),
    ("visitor", False),
]


@pytest.mark.parametrize(("role", "opens"), FILE_READERS)
def test_a_private_file_opens_only_for_whoever_may_read_the_evidence(people, search, role, opens):
    evidence = with_file(people, search, b"private")
    if opens:
        assert b"".join(proving.open_evidence_file(evidence, getattr(people, role)).pieces) == b"private"
    else:
        with pytest.raises(FileGone):
            proving.open_evidence_file(evidence, getattr(people, role))


def test_a_file_of_a_failed_operation_does_not_stay(people, search, monkeypatch):
    before = {path for path in folder().rglob("*") if path.is_file()}

    def die(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tequio.apps.register.followup.proving.write", die)
    with pytest.raises(OSError, match="No space"):
        with_file(people, search, b"private")
    assert {path for path in folder().rglob("*") if path.is_file()} == before
    assert not EvidenceFile.objects.exists()
