"""What every test stands on: a folder of each worker's own, never that of the checkout."""

import os
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

# Within the folder that `tests/home.py` made before Django read its settings.
HOME = Path(tempfile.mkdtemp(dir=settings.HOME))
os.environ["TEQUIO_HOME"] = str(HOME)  # for the programs that tests start
settings.HOME, settings.MEDIA_ROOT, settings.STATIC_ROOT = HOME, HOME / "files", HOME / "static"
settings.STATIC_ROOT.mkdir()
# Slow on purpose where it guards passwords, half the time of the tests of accounts where it guards nothing.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Keep the tests' SQLite database in a file, as in use: in memory, threads lock whole tables."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = HOME / "tests.sqlite3"


def pytest_collection_modifyitems(items):
    """Mark the tests that touch no database of the site, so that the run on PostgreSQL can leave them out."""
    names = ("engines", "cli", "apps/test_commands.py", "test_docs.py", "test_samples.py")
    folders = [Path(__file__).parent / name for name in names]
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in folders):
            item.add_marker(pytest.mark.engine)
