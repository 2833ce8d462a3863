"""The pages of a brief and of the check, and the commands: right and broken input."""

import json

import pytest
from django.urls import reverse

from tequio.apps.register.models import BriefSection, Mechanism
from tequio.cli import brief as command
from tequio.cli.main import run

DRAFT = (
    "Joint statement\n\n1. Mexico will combat torture where possible.\n\n"
    "2. Mexico and the United Kingdom agreed to hold an annual dialogue.\n\n"
    "3. Mexico committed to publish figures on enforced disappearance.\n"
)


@pytest.fixture
def page(client, small, coordinator):
    """Ask for a page of the dialogue's brief as a coordinator: page(name, …)."""
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"

    def get(name, *more, query="", **written):
        address = reverse(name, args=[small.dialogue.pk, *more]) + query
        return client.post(address, written) if written else client.get(address)

    return get


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_shows_the_brief_in_either_language_and_leads_to_the_sources(page, small):
    english, spanish = words_of(page("brief")), words_of(page("brief", query="?language=es"))
    assert "Where each stands, by each who says so" in english
    assert "Cómo está cada asunto, según cada quien" in spanish
    assert 'href="#source-1"' in english
    assert 'id="source-1"' in english
    assert "SECRET" not in english
    assert f'href="/mechanisms/{small.dialogue.pk}/brief/"' in words_of(page("mechanism"))


def test_words_of_a_record_never_run_as_code(page, small):
    small.against.finding = "<script>alert(1)</script>"
    small.against.save()
    assert "<script>alert" not in words_of(page("brief"))


@pytest.mark.parametrize("form", ["docx", "pdf", "json"])
def test_files_are_handed_out(page, form):
    response = page("brief-file", form, query="?language=es")
    assert response.status_code == 200
    assert f'.{form}"' in response["Content-Disposition"]
    assert len(response.content) > 1000


def test_another_form_and_another_section_are_not_found(page):
    assert page("brief-file", "exe").status_code == 404
    assert page("edit-brief", "nothing").status_code == 404


def test_a_section_is_written_shown_beside_what_changed_and_given_back(page, small):
    assert page("edit-brief", "silence", words=f"All is said. [c{small.combat.pk}]").status_code == 302
    shown = words_of(page("brief"))
    assert "All is said." in shown
    assert "Written by coordinator" in shown
    assert "The records say something else since" not in shown
    small.secret.withdrawn_on = "2026-01-01"
    small.women_take_part.positions.all().delete()
    assert "The records say something else since" in words_of(page("brief"))
    assert "What the records give now" in words_of(page("edit-brief", "silence"))
    assert page("edit-brief", "silence", words="", drop="1").status_code == 302
    assert not BriefSection.objects.exists()


def test_a_mark_that_names_nothing_gets_one_sentence_and_keeps_what_was_written(page):
    response = page("edit-brief", "silence", words="Mine. [c424242]")
    assert response.status_code == 422
    assert "c424242 of this mechanism; correct the mark" in words_of(response)
    assert "Mine. [c424242]" in words_of(response)
    assert not BriefSection.objects.exists()


def test_a_reader_sees_and_does_not_write(client, small, reader):
    client.force_login(reader)
    address = reverse("edit-brief", args=[small.dialogue.pk, "silence"])
    assert address not in words_of(client.get(reverse("brief", args=[small.dialogue.pk])))
    assert client.post(address, {"words": "x"}).status_code == 403


def test_a_visitor_has_to_sign_in(client, small):
    for name, more in (("brief", ()), ("brief-file", ("pdf",)), ("check-statement", ())):
        assert client.get(reverse(name, args=[small.dialogue.pk, *more])).status_code == 302


def test_a_mechanism_without_sessions_gets_one_sentence(page, client):
    empty = Mechanism.objects.create(name_en="Idle Dialogue")
    response = client.get(reverse("brief", args=[empty.pk]))
    assert "Idle Dialogue has no session in the register" in words_of(response)
    assert client.get(reverse("brief-file", args=[empty.pk, "pdf"])).status_code == 302
    assert client.get(reverse("brief", args=[424242])).status_code == 404


def test_a_draft_is_compared_and_not_kept(page, small):
    shown = words_of(page("check-statement", draft=DRAFT))
    for wanted in ("Repeated: 1", "Weakened: 1", "New: 1", "With new reservations: where possible"):
        assert wanted in shown
    assert small.combat.action in shown


BROKEN = [
    ("", "Paste the text of the draft"),
    ("Nothing is promised in these plain words about the weather.", "no undertaking was found"),
    (
        "Les deux parties se sont engagées à coopérer dans le domaine des droits de l'homme et à tenir "
        "un dialogue annuel avec la société civile de leurs pays respectifs.",
        "drafts are read in Spanish and English",
    ),
]


@pytest.mark.parametrize(("draft", "sentence"), BROKEN)
def test_a_draft_that_cannot_be_compared_gets_one_sentence(page, draft, sentence):
    response = page("check-statement", draft=draft)
    assert response.status_code == 422
    assert sentence in words_of(response)


# -- commands -------------------------------------------------------------------------------------------------


@pytest.fixture
def here(monkeypatch, tmp_path):
    """Let the commands use the database of the tests, in an empty folder."""
    monkeypatch.setattr(command, "load_site", lambda: None)
    monkeypatch.setattr(command, "migrate", lambda: None)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("language", "form", "name"),
    [
        ("es", "docx", "nota-dialogo-mexicoreino-unido.docx"),
        ("en", "pdf", "brief-dialogo-mexicoreino-unido.pdf"),
    ],
)
def test_the_command_writes_a_file(small, here, capsys, language, form, name):
    assert run(["brief", "reino unido", "--language", language, "--format", form]) == 0
    assert (here / name).stat().st_size > 1000
    assert "sentences" in capsys.readouterr().out


def test_json_goes_to_the_screen(small, here, capfdbinary):
    assert run(["brief", str(small.dialogue.pk), "--format", "json"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["language"] == "es"
    assert list(here.iterdir()) == []


WRONG = [
    (["brief", "nowhere"], "the nearest are"),
    (["brief", "reino", "--output", "none/x.docx"], "cannot be written"),
    (["check-statement", "none.txt", "--mechanism", "reino"], "cannot be read"),
    (["check-statement", "empty.txt", "--mechanism", "reino"], "empty"),
    (["check-statement", "draft.txt", "--mechanism", "nowhere"], "the nearest are"),
    (["brief", "reino", "--language", "fr"], "--language"),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG)
def test_wrong_input_gets_one_sentence(small, here, capsys, arguments, sentence):
    (here / "empty.txt").write_text("")
    (here / "draft.txt").write_text(DRAFT)
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1


def test_the_command_compares_a_draft(small, here, capfd):
    (here / "draft.txt").write_text(DRAFT)
    assert run(["check-statement", "draft.txt", "--mechanism", "reino", "--language", "en"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "repeated 1, weakened 1, dropped 1, new 1"
    assert run(["check-statement", "draft.txt", "--mechanism", "reino", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["counts"]["weakened"] == 1
