"""The pages of State reports and `tequio state-report`: right and broken input."""

import json

import pytest
from django.urls import reverse

from tequio.apps.register.models import StateReport
from tequio.apps.register.state_reports import begin_report
from tequio.cli import state_report as command
from tequio.cli.main import run
from tequio.engines.briefing import templates


def words_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def signed(client, asked):
    client.force_login(asked.by)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def row(asked):
    return begin_report(asked.mexico, templates()["ccpr"], asked.last, asked.by)


def test_a_report_is_begun_from_state_body_and_session(signed, asked):
    query = f"?state={asked.mexico.pk}&body=ccpr"
    shown = words_of(signed.get(reverse("state-reports") + query))
    assert "At most 3500 words." in shown
    assert "127th" in shown
    wanted = {"state": asked.mexico.pk, "body": "ccpr", "session": asked.last.pk}
    response = signed.post(reverse("begin-state-report"), wanted)
    row = StateReport.objects.get()
    assert response.url == reverse("state-report", args=[row.pk])
    assert response.url in words_of(signed.get(reverse("state-reports")))


def test_a_body_that_asked_for_nothing_is_said_to_have(signed, asked):
    shown = words_of(signed.get(f"{reverse('state-reports')}?state={asked.mexico.pk}&body=cat"))
    assert "The register holds no recommendation of Committee against Torture to México" in shown


def test_the_page_shows_lengths_sections_and_sources(signed, row):
    english = words_of(signed.get(reverse("state-report", args=[row.pk])))
    spanish = words_of(signed.get(reverse("state-report", args=[row.pk]) + "?language=es"))
    for wanted in ("In all", "3500", "Recommendations selected for follow-up", 'id="source-1"', "CCPR/C/161"):
        assert wanted in english
    assert "Recomendaciones objeto de seguimiento" in spanish
    assert "SECRET" not in english


@pytest.mark.parametrize("form", ["docx", "pdf", "json"])
def test_files_are_handed_out(signed, row, form):
    response = signed.get(reverse("report-file", args=[row.pk, form]) + "?language=es")
    assert response.status_code == 200
    assert f'informe-mexico-ccpr.{form}"' in response["Content-Disposition"]


def test_recommendations_are_chosen_and_a_section_is_written(signed, asked, row):
    signed.post(reverse("choose-recommendations", args=[row.pk]), {"entry": [asked.torture.pk]})
    assert list(row.entries.all()) == [asked.torture]
    address = reverse("edit-state-report", args=[row.pk, "preparation"])
    assert "To be written" in words_of(signed.get(address))
    assert signed.post(address, {"words": "The ministries met."}).status_code == 302
    shown = words_of(signed.get(reverse("state-report", args=[row.pk])))
    assert "The ministries met." in shown
    assert "1 line names no record" in shown
    assert signed.post(address, {"words": "", "drop": "1"}).status_code == 302
    assert not row.sections.exists()


BROKEN = [
    ("edit-state-report", ("preparation",), {"words": "Mine. [c424242]"}, 422),
    ("edit-state-report", ("questions",), {"words": "Mine."}, 404),
    ("choose-recommendations", (), {"entry": ["424242"]}, 302),
    ("report-file", ("exe",), None, 404),
]


@pytest.mark.parametrize(("name", "more", "written", "status"), BROKEN)
def test_broken_input_is_answered_and_changes_nothing(signed, row, name, more, written, status):
    address = reverse(name, args=[row.pk, *more])
    response = signed.get(address) if written is None else signed.post(address, written)
    assert response.status_code == status
    assert not row.sections.exists()
    assert not row.entries.exists()


BEGUN_WRONGLY = [
    ({"state": "x", "body": "ccpr", "session": "1"}, 404),
    ({"state": "{mexico}", "body": "fifa", "session": "{last}"}, 404),
    ({"state": "{mexico}", "body": "ccpr", "session": "424242"}, 404),
    ({"state": "{kingdom}", "body": "ccpr", "session": "{old}"}, 302),
]


@pytest.mark.parametrize(("written", "status"), BEGUN_WRONGLY, ids=range(len(BEGUN_WRONGLY)))
def test_a_report_begun_wrongly_is_not_there(signed, asked, written, status):
    known = {name: getattr(asked, name).pk for name in ("mexico", "kingdom", "last", "old")}
    filled = {key: value.format(**known) for key, value in written.items()}
    assert signed.post(reverse("begin-state-report"), filled).status_code == status
    assert not StateReport.objects.exists()


def test_a_reader_sees_and_writes_nothing(client, asked, row, reader):
    client.force_login(reader)
    assert client.get(reverse("state-report", args=[row.pk])).status_code == 200
    writing = [
        (reverse("begin-state-report"), {"state": asked.mexico.pk, "body": "cat", "session": asked.last.pk}),
        (reverse("choose-recommendations", args=[row.pk]), {"entry": asked.torture.pk}),
        (reverse("edit-state-report", args=[row.pk, "missing"]), {"words": "x"}),
    ]
    for address, written in writing:
        assert client.post(address, written).status_code == 403
    assert not row.entries.exists()


def test_a_visitor_has_to_sign_in(client, row):
    for address in (
        reverse("state-reports"),
        reverse("state-report", args=[row.pk]),
        reverse("report-file", args=[row.pk, "pdf"]),
    ):
        assert client.get(address).status_code == 302


# -- the command ----------------------------------------------------------------------------------------------


@pytest.fixture
def here(monkeypatch, tmp_path):
    """Let the command use the database of the tests, in an empty folder."""
    monkeypatch.setattr(command, "load_site", lambda: None)
    monkeypatch.setattr(command, "migrate", lambda: None)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_a_file_and_says_how_long_it_is(asked, here, capsys):
    assert run(["state-report", "MX", "ccpr", "--language", "en"]) == 0
    assert (here / "report-mexico-ccpr.docx").stat().st_size > 1000
    assert "words of 3500 at most" in capsys.readouterr().out


def test_the_command_answers_chosen_entries_and_prints_json(asked, here, capfdbinary):
    chosen = str(asked.torture.pk)
    assert run(["state-report", "MX", "ccpr", "--entries", chosen, "--format", "json"]) == 0
    found = json.loads(capfdbinary.readouterr().out)
    assert found["template"] == "ccpr"
    assert "end torture" in json.dumps(found)
    assert "abolish arraigo" not in json.dumps(found)


def test_the_command_lists_templates(here, capsys):
    assert run(["state-report", "--templates", "--language", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (
        "ccpr: Human Rights Committee. Follow-up information on the concluding observations. 3500 words"
        in lines[1]
    )
    assert len(lines) == len(templates())


def test_a_template_of_ones_own_over_its_limit_is_said_and_not_cut(asked, here, capsys):
    (here / "own.toml").write_text(
        'code = "own"\nbody = "ccpr"\nname = { es = "C", en = "C" }\ntitle = { es = "T", en = "T" }\n'
        '[limit]\nwords = 5\nstanding = "published"\nsource = "s"\nnote = { es = "n", en = "n" }\n'
        '[[section]]\ncode = "one"\nfills = "recommendations"\ntitle = { es = "t", en = "t" }\n'
    )
    assert run(["state-report", "MX", "--template", "own.toml"]) == 0
    assert "too long, nothing cut: the whole +" in capsys.readouterr().out


WRONG = [
    ([], "Name a State and a body"),
    (["Atlantis", "ccpr"], "no State “Atlantis”"),
    (["MX", "fifa"], "there are: cat, ccpr"),
    (["MX", "cat"], "no recommendation of"),
    (["MX", "ccpr", "--session", "424242"], "sessions that did"),
    (["MX", "ccpr", "--entries", "one,two"], "no numbers such as"),
    (["MX", "ccpr", "--entries", "424242"], "None of these"),
    (["MX", "--template", "none.toml"], "cannot be read"),
    (["MX", "--template", "broken.toml"], "broken.toml has no section"),
    (["MX", "ccpr", "--output", "none/x.docx"], "cannot be written"),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG, ids=range(len(WRONG)))
def test_wrong_input_gets_one_sentence_and_no_file(asked, here, capsys, arguments, sentence):
    (here / "broken.toml").write_text('code = "broken"')
    assert run(["state-report", *arguments, "--language", "en"]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert [path.name for path in here.iterdir()] == ["broken.toml"]
