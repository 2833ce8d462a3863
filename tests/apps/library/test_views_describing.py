"""Renaming a document and naming its source."""

import pytest

from tequio.apps.ledger.models import Event
from tequio.apps.library.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return Document.objects.create(title="001", file_name="001.txt")


def test_a_document_is_renamed_and_the_log_says_so(client, coordinator, document):
    client.force_login(coordinator)
    written = {
        "title": " Joint\nstatement ",
        "source_url": "https://example.org/a?b=1",
        "source_note": "press",
    }
    answer = client.post(f"/documents/{document.pk}/describe", written)
    assert answer["Location"] == f"/documents/{document.pk}/"
    document.refresh_from_db()
    assert document.title == "Joint statement"
    assert document.source_url == "https://example.org/a?b=1"
    assert document.source_note == "press"
    last = Event.objects.order_by("-sequence")[0]
    assert (last.object_type, last.verb, last.object_id) == ("document", "describe", str(document.pk))


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"title": " "}, "A document needs a title."),
        ({"title": "x" * 501}, "holds 500 characters at most"),
        ({"title": "Other", "source_url": "javascript:alert(1)"}, "beginning with https://"),
        ({"title": "Other", "source_url": "example.org"}, "beginning with https://"),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence_and_changes_nothing(
    client, coordinator, document, written, sentence
):
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"
    client.post(f"/documents/{document.pk}/describe", written)
    page = client.get("/documents/").content.decode()
    assert sentence in page
    document.refresh_from_db()
    assert (document.title, document.source_url) == ("001", "")


def test_a_reader_may_not(client, reader, document):
    client.force_login(reader)
    assert client.post(f"/documents/{document.pk}/describe", {"title": "Mine"}).status_code == 403
    document.refresh_from_db()
    assert document.title == "001"
