"""A small library of made-up texts, and an index by words alone in a folder of the test's own."""

import json

import pytest

from tequio.apps.accounts.models import User
from tequio.apps.library.standards import indexing, limiting
from tequio.apps.library.standards.importing import import_standards

TREATY = {"instrument": "CRX", "instrument_title": "Convention on Rest", "source": "made up"}
TRATADO = {"instrument": "CRX", "instrument_title": "Convención sobre el Descanso", "source": "inventado"}


def provision(number, text, lang="en", **more):
    """A line in the shape of the treaties."""
    article, _, paragraph = number.partition(".")
    about = TREATY if lang == "en" else TRATADO
    return {
        **about,
        "id": f"{about['instrument']}.{number}.{lang}",
        "article": article,
        "paragraph": paragraph,
        "heading": "",
        "part": "",
        "text": text,
        "lang": lang,
        **more,
    }


def jsonl(*rows):
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


LINES = (
    provision("preamble", "The States, being tired,"),
    provision("1", "Everybody may sleep at night without being woken by the police."),
    provision("2.1", "Nobody shall be made to confess by being kept awake."),
    provision("2.2", "What was confessed without sleep is no evidence."),
    provision("10", "This Convention is open for signature."),
    provision("1", "Toda persona puede dormir de noche sin que la policía la despierte.", "es"),
    provision("2.1", "Nadie será obligado a confesar privándolo del sueño.", "es"),
    provision("2.2", "Lo confesado sin dormir no es prueba.", "es"),
)


@pytest.fixture(autouse=True)
def small_world(settings, tmp_path, monkeypatch):
    """Let nothing leave the test: its own home, no vectors, nobody's searches counted before."""
    settings.HOME = tmp_path / "home"
    monkeypatch.setattr(indexing, "standard_encoder", lambda: None)
    limiting.ALLOWANCE.forget()


@pytest.fixture
def library(db):
    """The convention on rest, in both languages, indexed."""
    import_standards([("rest.jsonl", jsonl(*LINES))])
    indexing.bring_up_to_date()


@pytest.fixture
def clerk(db):
    return User.objects.create_user("clerk", role=User.Role.READER)
