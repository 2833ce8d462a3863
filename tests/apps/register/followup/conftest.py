"""A kept commitment with two confirmed components, the people, and a log that knows of all of it."""

import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from people import People, gather  # noqa: E402
from small_register import commit, read_document  # noqa: E402

from tequio.apps.ledger.recording import adopt  # noqa: E402
from tequio.apps.register.followup.standing import rebuild  # noqa: E402
from tequio.apps.register.models import Component  # noqa: E402


@pytest.fixture
def people(db) -> People:
    return gather()


@pytest.fixture(autouse=True)
def standing_is_kept(request):
    """After every test: what the operations kept of the components is what it would be made anew."""
    is_asked = "people" in request.fixturenames and "behind" not in request.node.name
    if is_asked:
        request.getfixturevalue("people")  # set up before this one, so that it is still there at its end
    yield
    if is_asked:
        assert rebuild() == 0


@pytest.fixture
def commitment(people):
    version = read_document("The parties agreed to search for the missing and to identify the dead.")
    made = commit(version, "search for the missing and to identify the dead")
    for ordinal, words in enumerate(("search for the missing", "identify the dead")):
        Component.objects.create(commitment=made, ordinal=ordinal, words=words, state="accepted")
    adopt()
    return made


@pytest.fixture
def search(commitment) -> Component:
    """The component that most tests are about."""
    return commitment.components.select_related("commitment__version__document").get(ordinal=0)


@pytest.fixture
def identify(commitment) -> Component:
    return commitment.components.select_related("commitment__version__document").get(ordinal=1)
