"""Web hooks: told of what changed, in order, signed, again where it fails."""

import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.error import HTTPError, URLError
from urllib.request import Request

import pytest
from django.utils import timezone
from small_register import build

from tequio.apps.accounts.errors import NotAllowed
from tequio.apps.register import operations
from tequio.apps.register.hooks import make_hook, secret_of, stop_hook, tell_hooks
from tequio.apps.register.hooks.telling import MOST_TRIES, send
from tequio.apps.register.models import WebHook
from tequio.apps.register.operations.errors import NothingToDo, WrongValue

pytestmark = pytest.mark.django_db
ADDRESS = "https://partner.example/hook"


@pytest.fixture(autouse=True)
def inside(settings):
    """No name is looked up in a test."""
    settings.HOOKS_MAY_STAY_INSIDE = True


@pytest.fixture
def small(db):
    return build()


class Partner:
    """A program that is told; answers with one status after the other, the last for ever."""

    def __init__(self, *answers):
        self.answers, self.requests = list(answers) or [204], []

    def __call__(self, request):
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        self.requests.append(request)
        return answer

    @property
    def verbs(self):
        return [event["verb"] for request in self.requests for event in json.loads(request.data)["events"]]


def change(small, by):
    operations.accept(small["proposed"], by)
    operations.reject(small["search"], by)


def test_a_hook_is_told_of_its_kinds_in_order_and_once(small, coordinator):
    make_hook(coordinator, ADDRESS, ["commitment"])
    other, _secret = make_hook(coordinator, ADDRESS, ["document"])
    change(small, coordinator)
    partner = Partner()
    assert tell_hooks(partner).entries == 2
    assert partner.verbs == ["accept", "reject"]
    assert tell_hooks(partner).entries == 0
    other.refresh_from_db()
    assert other.sequence > 0


def test_what_is_told_is_signed_and_holds_no_words(small, coordinator):
    _hook, secret = make_hook(coordinator, ADDRESS, ["commitment"])
    change(small, coordinator)
    partner = Partner()
    tell_hooks(partner)
    [request] = partner.requests
    moment, digest = request.get_header("Tequio-signature").removeprefix("t=").split(",v1=")
    assert (
        digest == hmac.new(secret.encode(), f"{moment}.".encode() + request.data, hashlib.sha256).hexdigest()
    )
    assert set(json.loads(request.data)["events"][0]) == {"sequence", "at", "kind", "number", "verb"}
    assert secret not in json.dumps(list(WebHook.objects.values()), default=str)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (500, "answered 500"),
        (302, "answered 302"),
        (HTTPError(ADDRESS, 410, "gone", None, None), "answered 410"),
        (URLError("down"), "did not answer"),
        (TimeoutError(), "did not answer"),
    ],
)
def test_what_fails_is_told_again_later(small, coordinator, answer, problem):
    hook, _secret = make_hook(coordinator, ADDRESS, ["commitment"])
    change(small, coordinator)
    partner = Partner(answer, 200)
    assert tell_hooks(partner).waiting == 1
    hook.refresh_from_db()
    assert (hook.problem, hook.tries) == (problem, 1)
    partner.requests.clear()
    assert tell_hooks(partner).waiting == 1
    assert partner.requests == []
    WebHook.objects.update(next_try_at=timezone.now() - timedelta(minutes=1))
    assert tell_hooks(partner).entries == 2
    hook.refresh_from_db()
    assert (hook.problem, hook.tries) == ("", 0)


def test_a_hook_that_never_answers_is_left_alone_in_the_end(small, coordinator):
    hook, _secret = make_hook(coordinator, ADDRESS, ["commitment"])
    change(small, coordinator)
    WebHook.objects.update(tries=MOST_TRIES)
    partner = Partner()
    assert tell_hooks(partner).waiting == 1
    assert partner.requests == []
    stop_hook(hook, coordinator)
    assert tell_hooks(partner).waiting == 0
    with pytest.raises(NothingToDo):
        stop_hook(hook, coordinator)


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("http://partner.example/", ["commitment"]),
        ("https://", ["commitment"]),
        ("https://user:pass@partner.example/", ["commitment"]),
        ("javascript:alert(1)", ["commitment"]),
        ("https://partner.example/" + "x" * 500, ["commitment"]),
        (ADDRESS, []),
        (ADDRESS, ["account"]),
    ],
)
def test_a_hook_that_cannot_be_is_refused(coordinator, address, kinds):
    with pytest.raises(WrongValue):
        make_hook(coordinator, address, kinds)
    assert not WebHook.objects.exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "[::1]", "169.254.169.254", "localhost"])
def test_an_address_in_a_private_network_is_refused(coordinator, settings, host):
    settings.HOOKS_MAY_STAY_INSIDE = False
    with pytest.raises(WrongValue, match="private network"):
        make_hook(coordinator, f"https://{host}/", ["commitment"])


def test_only_coordinators_make_hooks(reader, client):
    with pytest.raises(NotAllowed):
        make_hook(reader, ADDRESS, ["commitment"])
    client.force_login(reader)
    assert client.get("/hooks/").status_code == 403


def test_the_page_makes_a_hook_shows_its_secret_once_and_stops_it(client, coordinator):
    client.force_login(coordinator)
    page = client.post("/hooks/", {"address": ADDRESS, "kinds": ["commitment", "session"]})
    hook = WebHook.objects.get()
    assert hook.kinds == ["commitment", "session"]
    assert secret_of(hook) in page.content.decode()
    assert secret_of(hook) not in client.get("/hooks/").content.decode()
    client.post(f"/hooks/{hook.pk}/stop")
    hook.refresh_from_db()
    assert hook.stopped_at is not None
    assert client.post("/hooks/", {"address": "x"}).status_code == 422


def test_a_redirection_is_not_followed():
    """By a real server on this machine, which leads elsewhere."""

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self):
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.handle_request, daemon=True).start()
    with pytest.raises(HTTPError, match="302"):
        send(Request(f"http://127.0.0.1:{server.server_port}/", data=b"{}", method="POST"))
    server.server_close()
