"""The Python client against a site that really answers, and the documented example run as it stands."""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from small_register import build

from tequio.apps.accounts.models import User
from tequio.apps.accounts.operations.tokens import make_token
from tequio.apps.library.operations import publish
from tequio.client import Client, Problem, Unreachable

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "api.md"


@pytest.fixture
def coordinator(db):
    cache.clear()
    return User.objects.create_user("coordinator", role=User.Role.COORDINATOR)


@pytest.fixture
def small(coordinator):
    made = build()
    publish(made["version"].document, coordinator)
    return made


@pytest.fixture
def statuses(monkeypatch):
    """The status of each answer, in order."""
    seen, ask = [], Client._ask

    def asked(self, request, headers):
        answer = ask(self, request, headers)
        seen.append(answer[0])
        return answer

    monkeypatch.setattr(Client, "_ask", asked)
    return seen


@pytest.mark.django_db(transaction=True)
def test_the_client_walks_reads_and_raises(live_server, small, coordinator, statuses):
    register = Client(live_server.url)
    walked = [one["id"] for one in register.commitments(limit=2)]
    assert walked == sorted(
        (small[n].pk for n in ("annual", "combat", "ratify", "women_take_part", "search")), reverse=True
    )
    assert statuses == [200, 200, 200]
    assert [one["id"] for one in register.commitments(limit=2)] == walked
    assert statuses[3:] == [304, 304, 304]
    assert register.commitment(small["combat"].pk)["quote"] == "combat torture"
    named = {one["id"] for one in register.mechanisms()}
    assert small["dialogue"].pk in named
    assert [one["edition"] for one in register.sessions(small["dialogue"].pk)]
    for path, status in (("commitments/999999", 404), ("commitments?cursor=zzz", 400)):
        with pytest.raises(Problem) as raised:
            register.get(path)
        assert raised.value.status == status
        assert str(raised.value) == raised.value.told["detail"]
    with pytest.raises(Problem) as raised:
        register.post("components/1/evidence", {"bearing": "supports", "finding": "f", "source": "s"})
    assert raised.value.status == 401
    with pytest.raises(Problem) as raised:
        Client(live_server.url, "tequio_wrong").get("commitments")
    assert raised.value.status == 401
    key = make_token(coordinator, "test", "read")[1]
    assert [one["id"] for one in Client(live_server.url, key).commitments()] == walked


@pytest.mark.django_db(transaction=True)
def test_the_documented_example_runs(live_server, small, capsys):
    section = PAGE.read_text(encoding="utf-8").partition("\n## Python client\n")[2].partition("\n## ")[0]
    example = re.search(r"```python\n(.*?)```", section, re.DOTALL)
    assert example
    code = example.group(1).replace("https://register.example.org", live_server.url)
    exec(compile(code, str(PAGE), "exec"), {})
    told = capsys.readouterr().out
    assert "women take part" in told
    assert "There is no such record" in told


def test_where_nothing_answers_it_says_so():
    with pytest.raises(Unreachable, match=r"^127\.0\.0\.1:9 does not answer"):
        Client("http://127.0.0.1:9", seconds=2).get("commitments")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "register.example.org", ""])
def test_only_a_site_is_an_address(address):
    with pytest.raises(ValueError, match="no address of a site"):
        Client(address)
