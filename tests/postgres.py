"""Say whether a PostgreSQL for the tests answers (exit code), or print its address (--address)."""

import os
import sys

import psycopg

ADDRESS = os.environ.get("TEQUIO_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/tequio")


def answers() -> bool:
    """Try to reach the server's own database, since that of the tests does not exist yet."""
    try:
        psycopg.connect(ADDRESS.rsplit("/", 1)[0] + "/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


if __name__ == "__main__":
    if "--address" in sys.argv:
        print(ADDRESS)
    else:
        sys.exit(0 if answers() else 1)
