"""Every setting of a site: name, default and help in one place; a wrong one fails at start."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class WrongSetting(Exception):  # noqa: N818 - errors are named as facts (HOUSE.md)
    """A setting in the environment has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    Args:
        name: of the environment variable.
        default: the value as it would be written in the environment.
        help: one sentence on what it does.
        parse: turns the written value into what the code uses; raises `ValueError` with the reason.
    """

    name: str
    default: str
    help: str
    parse: Callable[[str], Any]


def _switch(value: str) -> bool:
    folded = value.strip().casefold()
    if folded in {"1", "true", "yes", "on"}:
        return True
    if folded in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError("write 1 or 0")


def _names(value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


def _tasks(value: str) -> str:
    if value not in {"immediate", "database"}:
        raise ValueError("write immediate or database")
    return value


def _number(value: str) -> int:
    number = int(value)
    if number <= 0:
        raise ValueError("write a whole number above 0")
    return number


def home_default() -> Path:
    """Give the folder of all state: `var/` in a checkout, else the user's data folder."""
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").exists() and (checkout / "src" / "tequio").exists():
        return checkout / "var"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "tequio"
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "tequio"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "tequio"


def _database(value: str) -> dict[str, Any]:
    """Turn a database address into Django's dictionary; empty means SQLite below the home folder."""
    if not value:
        return {}
    address = urlsplit(value)
    if address.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(address.path)}
    if address.scheme not in {"postgres", "postgresql"}:
        raise ValueError("write postgresql://user:password@host:port/name, or leave it out for SQLite")
    if not address.path.strip("/"):
        raise ValueError("the address names no database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(address.path.lstrip("/")),
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": address.hostname or "",
        "PORT": str(address.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
        "OPTIONS": _connection(address.query),
    }


def _connection(query: str) -> dict[str, Any]:
    """Turn what follows the question mark of a database address into options of the connection.

    `prepare_threshold=none` is for a pooler between site and database that keeps no prepared statements; all
    other names are those of PostgreSQL's own connection strings, such as `sslmode`.
    """
    given = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    threshold = given.pop("prepare_threshold", "1").lower()
    if threshold != "none" and not threshold.isdigit():
        raise ValueError("write prepare_threshold=none, or after how many uses a query is prepared")
    # The pages ask for little at a time; compiling a query takes longer than running it.
    given.setdefault("options", "-c jit=off -c max_parallel_workers_per_gather=0")
    return {**given, "prepare_threshold": None if threshold == "none" else int(threshold)}


def _address(value: str) -> str:
    """Check the site's own address and give it without a slash at its end."""
    address = urlsplit(value)
    if address.scheme not in {"http", "https"} or not address.hostname or address.path.strip("/"):
        raise ValueError("write https:// and the host, such as https://tequio.example.org")
    return value.rstrip("/")


def _model_address(value: str) -> str:
    """Check the address of a language model and give it without `/v1` at its end; empty means none."""
    if not value:
        return ""
    address = urlsplit(value)
    if address.scheme not in {"http", "https"} or not address.hostname or address.query or address.fragment:
        raise ValueError("write http:// or https:// and the host, such as http://127.0.0.1:8080")
    return value.rstrip("/").removesuffix("/v1")


def _mail(value: str) -> dict[str, Any]:
    """Turn the address of a mail server into Django's settings; empty means files below the home folder."""
    if not value:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    address = urlsplit(value)
    if address.scheme not in {"smtp", "smtps"} or not address.hostname:
        raise ValueError("write smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465")
    is_tls = address.scheme == "smtps"
    is_here = address.hostname in {"localhost", "127.0.0.1", "::1"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": address.hostname,
        "EMAIL_PORT": address.port or (465 if is_tls else 587),
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_USE_SSL": is_tls,
        # A relay on this machine may have no certificate; nothing leaves the machine before it.
        "EMAIL_USE_TLS": not is_tls and not is_here,
        "EMAIL_TIMEOUT": 20,
    }


_PROVIDER_FIELDS = {"id", "name", "issuer", "client_id", "secret", "domains"}


def _openid(value: str) -> list[dict[str, Any]]:
    """Read the file that names the institutions whose own sign-in is accepted."""
    if not value:
        return []
    try:
        written = tomllib.loads(Path(value).expanduser().read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"the file cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise ValueError("the file is no TOML") from None
    providers: list[dict[str, Any]] = written.get("provider", [])
    if set(written) - {"provider"} or not isinstance(providers, list) or not providers:
        raise ValueError("the file needs one [[provider]] for each institution, and nothing else")
    for provider in providers:
        if not isinstance(provider, dict) or set(provider) != _PROVIDER_FIELDS:
            raise ValueError(f"each [[provider]] needs {', '.join(sorted(_PROVIDER_FIELDS))}")
        if not re.fullmatch(r"[a-z0-9-]{1,40}", str(provider["id"])):
            raise ValueError("the id of a provider is 1 to 40 small letters, digits and hyphens")
        if not str(provider["issuer"]).startswith("https://"):
            raise ValueError("the issuer of a provider starts with https://")
        if not isinstance(provider["domains"], list) or not provider["domains"]:
            raise ValueError("domains lists the e-mail domains for which the provider may speak")
    if len({provider["id"] for provider in providers}) < len(providers):
        raise ValueError("two providers have the same id")
    return providers


def _count(value: str) -> int:
    number = int(value)
    if number < 0:
        raise ValueError("write 0 or a whole number above it")
    return number


def _open_data_licence(value: str) -> str:
    # The names that `tequio.apps.register.opendata` knows, which cannot be imported before the settings.
    known = ("CC-BY-4.0", "CC0-1.0", "ODbL-1.0")
    if value and value not in known:
        raise ValueError(f"write {', '.join(known)}, or nothing")
    return value


def _hex_key(value: str) -> str:
    """Check the key of the studies: 64 hexadecimal digits; empty means none."""
    if value and not re.fullmatch(r"[0-9a-fA-F]{64}", value):
        raise ValueError("write 64 hexadecimal digits")
    return value.lower()


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "TEQUIO_HOME", "", "Folder that holds all state: database, files, secret key, trained models.", str
    ),
    Setting(
        "DATABASE_URL", "", "PostgreSQL address; without it an SQLite file below TEQUIO_HOME.", _database
    ),
    Setting(
        "TEQUIO_SECRET_KEY",
        "",
        "Key that signs sessions; without it one is made and kept in TEQUIO_HOME.",
        str,
    ),
    Setting(
        "TEQUIO_PRODUCTION",
        "0",
        "1 behind HTTPS: secure cookies, HSTS, no debug pages, key required.",
        _switch,
    ),
    Setting(
        "TEQUIO_HOSTS", "127.0.0.1,localhost,[::1]", "Host names that the site answers to, by commas.", _names
    ),
    Setting(
        "TEQUIO_DEMO",
        "0",
        "1 offers demonstration accounts on the sign-in page; never in production.",
        _switch,
    ),
    Setting(
        "TEQUIO_TASKS", "immediate", "Where long work runs: immediate, or database with a worker.", _tasks
    ),
    Setting("TEQUIO_MAX_FILE_MB", "200", "Largest file that is read, in megabytes.", _number),
    Setting(
        "TEQUIO_SEARCHES_PER_MINUTE",
        "60",
        "Searches of the standards that a visitor's address may make in a minute; accounts are not counted.",
        _number,
    ),
    Setting(
        "TEQUIO_ADDRESS",
        "http://127.0.0.1:8000",
        "The site's own address, as it stands in letters and seals.",
        _address,
    ),
    Setting(
        "TEQUIO_MAIL",
        "",
        "Mail server, smtp:// or smtps://; without it letters are files below mail/.",
        _mail,
    ),
    Setting(
        "TEQUIO_OPEN_DATA_LICENCE",
        "",
        "Licence under which the nightly duties publish the open data; empty: they do not.",
        _open_data_licence,
    ),
    Setting("TEQUIO_MAIL_FROM", "tequio@localhost", "Sender of the site's letters.", str),
    Setting(
        "TEQUIO_OPENID", "", "TOML file that names the institutions whose own sign-in is accepted.", _openid
    ),
    Setting(
        "TEQUIO_PROXIES",
        "0",
        "Number of proxies before the site whose word on a visitor's address counts.",
        _count,
    ),
    Setting(
        "TEQUIO_HOOKS_INSIDE",
        "0",
        "1 lets web hooks lead into private networks, such as a ministry's own; else they are refused.",
        _switch,
    ),
    Setting(
        "TEQUIO_LLM_URL",
        "",
        "Language model (OpenAI-compatible) that reads documents a second time; without it none does.",
        _model_address,
    ),
    Setting("TEQUIO_LLM_MODEL", "", "Name of that model, as its server knows it.", str),
    Setting("TEQUIO_LLM_KEY", "", "Key for that server, where it wants one.", str),
    Setting(
        "TEQUIO_STUDY_KEY",
        "",
        "Key that seals the lists of studies, 64 hexadecimal digits; production takes no list without it.",
        _hex_key,
    ),
    Setting(
        "TEQUIO_SMALL_CELL", "5", "Smallest count of persons that a public page of a study shows.", _number
    ),
)


def read_settings(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Read all settings from the environment.

    Args:
        environment: variable name -> written value.

    Returns:
        setting name -> value as the code uses it.

    Raises:
        WrongSetting: a value cannot be used; the sentence names the setting and what to write.
    """
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        written = environment.get(setting.name, setting.default)
        try:
            values[setting.name] = setting.parse(written)
        except ValueError as error:
            # The value itself is not repeated: it may hold a password.
            raise WrongSetting(f"{setting.name} cannot be used: {error}.") from None
    values["TEQUIO_HOME"] = Path(values["TEQUIO_HOME"] or home_default()).expanduser().resolve()
    if values["TEQUIO_PRODUCTION"] and not values["TEQUIO_SECRET_KEY"]:
        raise WrongSetting(
            "TEQUIO_SECRET_KEY is missing: a site in production needs its own long random key."
        )
    if values["TEQUIO_PRODUCTION"] and not values["TEQUIO_ADDRESS"].startswith("https://"):
        raise WrongSetting(
            "TEQUIO_ADDRESS is missing: a site in production needs its own address, starting with https://."
        )
    if values["TEQUIO_LLM_URL"] and not values["TEQUIO_LLM_MODEL"]:
        raise WrongSetting("TEQUIO_LLM_MODEL is missing: name the model that TEQUIO_LLM_URL is asked for.")
    if values["TEQUIO_PRODUCTION"] and values["TEQUIO_DEMO"]:
        raise WrongSetting("TEQUIO_DEMO and TEQUIO_PRODUCTION exclude each other: unset one of them.")
    return values
