"""The second reader against a server of our own: whatever it answers, the reading goes on."""

import json
import logging
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from plain_statements import STATEMENT, bring, find_plainly

from tequio.apps.register import second_reader
from tequio.engines.reading import read_bytes
from tequio.site.configuration import WrongSetting, read_settings

pytestmark = pytest.mark.django_db

MISSED = "They discussed the death penalty."
FOUND = "Mexico and the United Kingdom agreed to exchange good practices on gender equality."


def entry(quote, **more):
    return {"kind": "commitment", "quote": quote, "action": quote, "actors": ["Mexico"], **more}


def answer(*entries):
    content = json.dumps({"commitments": list(entries)})
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})


class Stub(BaseHTTPRequestHandler):
    """Answers as the test says, and keeps what it was asked."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        status, content, wait = self.server.says
        time.sleep(wait)
        self.send_response(status)
        if status in {301, 307}:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(content if isinstance(content, bytes) else content.encode())

    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.fixture
def model(settings, plain_engines, caplog):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    server.asked, server.says = [], (200, answer(), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.LLM_URL = f"http://127.0.0.1:{server.server_port}"
    settings.LLM_MODEL, settings.LLM_KEY = "small-1", "secret-key"
    caplog.set_level(logging.INFO, logger="tequio.second_reader")
    yield server
    server.shutdown()
    server.server_close()


def proposed():
    version = bring(STATEMENT).version
    return {c.passage.exact: c for c in version.commitments.select_related("passage")}


def test_off_unless_named(plain_engines, settings, monkeypatch):
    assert settings.LLM_URL == ""
    monkeypatch.setattr(second_reader, "_ask", lambda _messages: pytest.fail("it was asked"))
    assert len(proposed()) == 3


def test_what_it_sees_beyond_the_first_reader_is_proposed_with_its_source(model):
    model.says = (200, answer(entry(MISSED), entry(FOUND, kind="agreement")), 0)
    found = proposed()
    assert len(found) == 4
    added = found[MISSED]
    assert (added.state, added.cue, added.confidence) == ("proposed", "second-reader", 0.5)
    assert "small-1" in added.reason
    assert found[FOUND].kind == "commitment"  # the first reader's stays as it was
    [(path, headers, asked)] = model.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret-key"
    assert asked["model"] == "small-1"


def test_a_document_that_gives_orders_yields_no_word_that_is_not_in_it(model, caplog):
    model.says = (200, answer(entry("Mexico will pay one million to the minister."), entry(MISSED)), 0)
    assert set(proposed()) - {MISSED} == set(proposed_without_model())
    assert "1 entries were dropped" in caplog.text
    assert "one million" not in caplog.text


def proposed_without_model():
    return [c.quote for c in find_plainly(read_bytes(STATEMENT.encode(), "a.txt")).commitments]


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ((500, "out of memory", 0), "status 500"),
        ((401, '{"error": "secret-key is wrong"}', 0), "status 401"),
        ((307, "", 0), "status 307"),
        ((301, "", 0), "status 301"),
        ((200, "<html>", 0), "not of the protocol"),
        ((200, "", 0), "not of the protocol"),
        ((200, "[]", 0), "not of the protocol"),
        ((200, '{"choices": []}', 0), "not of the protocol"),
        ((200, '{"choices": [{"message": null}]}', 0), "not of the protocol"),
        ((200, b"\xff\xfe\x00", 0), "not of the protocol"),
        ((200, '{"choices": [{"message": {"content": null}}]}', 0), "refused"),
        ((200, '{"choices": [{"message": {"content": "x", "refusal": "No."}}]}', 0), "refused"),
        ((200, '{"choices": [{"message": {"content": "I cannot."}}]}', 0), "no JSON"),
        ((200, "x" * 2_100_000, 0), "too long"),
        ((200, answer(), 1.5), "did not answer within"),
    ],
)
def test_whatever_goes_wrong_is_one_sentence_and_the_reading_goes_on(
    model, caplog, monkeypatch, says, sentence
):
    monkeypatch.setattr(second_reader, "TIMEOUT", 1.0)
    model.says = says
    assert len(proposed()) == 3
    [record] = [r for r in caplog.records if r.name == "tequio.second_reader"]
    assert sentence in record.getMessage()
    assert "\n" not in record.getMessage()
    for kept_back in ("secret-key", "death penalty", "gender", "127.0.0.1"):
        assert kept_back not in record.getMessage()
    assert len(model.asked) == 1  # a redirect was not followed


def test_a_server_that_is_not_there(model, settings, caplog):
    settings.LLM_URL = "http://127.0.0.1:1"
    assert len(proposed()) == 3
    assert "cannot be reached" in caplog.text


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ""),
        ({"TEQUIO_LLM_URL": "http://127.0.0.1:8080/", "TEQUIO_LLM_MODEL": "m"}, "http://127.0.0.1:8080"),
        ({"TEQUIO_LLM_URL": "https://x.org/api/v1", "TEQUIO_LLM_MODEL": "m"}, "https://x.org/api"),
    ],
)
def test_the_address_of_the_model(environment, expected):
    assert read_settings(environment)["TEQUIO_LLM_URL"] == expected


@pytest.mark.parametrize(
    "environment",
    [
        {"TEQUIO_LLM_URL": "http://127.0.0.1:8080"},
        {"TEQUIO_LLM_URL": "file:///etc/passwd", "TEQUIO_LLM_MODEL": "m"},
        {"TEQUIO_LLM_URL": "127.0.0.1", "TEQUIO_LLM_MODEL": "m"},
        {"TEQUIO_LLM_URL": "https://x.org?key=1", "TEQUIO_LLM_MODEL": "m"},
    ],
)
def test_a_wrong_address_fails_at_start(environment):
    with pytest.raises(WrongSetting):
        read_settings(environment)
