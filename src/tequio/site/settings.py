"""Django's settings, made from the site's own (`configuration.py`)."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tequio.site.configuration import read_settings

_site = read_settings()

HOME: Path = _site["TEQUIO_HOME"]
HOME.mkdir(parents=True, exist_ok=True)
PRODUCTION: bool = _site["TEQUIO_PRODUCTION"]
DEMO: bool = _site["TEQUIO_DEMO"]
MAX_FILE_MB: int = _site["TEQUIO_MAX_FILE_MB"]
SEARCHES_PER_MINUTE: int = _site["TEQUIO_SEARCHES_PER_MINUTE"]
OPEN_DATA_LICENCE: str = _site["TEQUIO_OPEN_DATA_LICENCE"]
LLM_URL: str = _site["TEQUIO_LLM_URL"]
LLM_MODEL: str = _site["TEQUIO_LLM_MODEL"]
LLM_KEY: str = _site["TEQUIO_LLM_KEY"]
ADDRESS: str = _site["TEQUIO_ADDRESS"]
STUDY_KEY: str = _site["TEQUIO_STUDY_KEY"]
SMALL_CELL: int = _site["TEQUIO_SMALL_CELL"]


def _kept_secret(path: Path) -> str:
    if not path.exists():
        # Several processes may start at once: a file gets its name when it is whole, and the first counts.
        made = path.with_name(f"{path.name}.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64), encoding="ascii")
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(made)
        made.unlink()
    return path.read_text(encoding="ascii")


SECRET_KEY = _site["TEQUIO_SECRET_KEY"] or _kept_secret(HOME / "secret-key")
DEBUG = False
ALLOWED_HOSTS = _site["TEQUIO_HOSTS"]
SITE_FOLDER = Path(__file__).resolve().parent

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # for the templates of allauth
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "tequio.apps.ledger",
    "tequio.apps.accounts",
    "tequio.apps.library",
    "tequio.apps.register",
    "tequio.apps.studies",
    # After ours, whose templates take the place of its own.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tequio.site.security.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page wants an account unless it says otherwise (`login_not_required`).
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "tequio.site.urls"
WSGI_APPLICATION = "tequio.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_FOLDER / "templates"],
        "OPTIONS": {
            # What is the same for every reader of a language is worked out once.
            "loaders": [
                (
                    "tequio.site.folding.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tequio.apps.studies.menu.studies_in_menu",
            ],
        },
    }
]

DATABASES = {
    "default": _site["DATABASE_URL"]
    or {"ENGINE": "django.db.backends.sqlite3", "NAME": HOME / "tequio.sqlite3"}
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue at their first write instead of failing in mid-transaction.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    # Opening the file and setting it up costs a page more than its queries.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "first-page"
LOGOUT_REDIRECT_URL = "first-page"

SESSION_ENGINE = "tequio.apps.accounts.sessions"

# -- signing in (docs/decisions/0043-signing-in.md)
AUTHENTICATION_BACKENDS = [
    "tequio.apps.accounts.backends.ByName",
    "tequio.apps.accounts.backends.ByNameOrAddress",
]
ACCOUNT_ADAPTER = "tequio.apps.accounts.signing_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is made from a letter that reached the address
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = ADDRESS.partition(":")[0]
# After so many failures the name, or the address, waits for a quarter of an hour.
ACCOUNT_RATE_LIMITS = {
    "login": "60/15m/ip",
    "login_failed": "5/15m/key,40/15m/ip",
    "reauthenticate": "5/15m/user",
    "change_password": "5/15m/user",
    "reset_password": "20/15m/ip,3/15m/key",
    "reset_password_from_key": "20/15m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = _site["TEQUIO_PROXIES"]
HOOKS_MAY_STAY_INSIDE: bool = _site["TEQUIO_HOOKS_INSIDE"]
MFA_ADAPTER = "tequio.apps.accounts.signing_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tequio"
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_ADAPTER = "tequio.apps.accounts.signing_in.InstitutionAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# By a link: the content security policy lets no form lead away from the site.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": provider["id"],
                "name": provider["name"],
                "client_id": provider["client_id"],
                "secret": provider["secret"],
                "settings": {"server_url": provider["issuer"], "domains": provider["domains"]},
            }
            for provider in _site["TEQUIO_OPENID"]
        ],
    }
}
# Failed attempts are counted in the database: they outlast a restart, and all processes see them.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_attempts"}
}

# -- letters
_mail = _site["TEQUIO_MAIL"]
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST, EMAIL_PORT = _mail.get("EMAIL_HOST", "localhost"), _mail.get("EMAIL_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_USER", ""), _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.get("EMAIL_USE_SSL", False), _mail.get("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = _mail.get("EMAIL_TIMEOUT")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _site["TEQUIO_MAIL_FROM"]

LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Spanish")), ("en", _("English"))]
LOCALE_PATHS = [SITE_FOLDER / "locale"]
FORMAT_MODULE_PATH = "tequio.site.formats"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [SITE_FOLDER / "static"]
STATIC_ROOT = HOME / "static"
# Static files are served straight from the packages, so that no collecting step stands before the first page.
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "files"

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if _site["TEQUIO_TASKS"] == "database"
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
