"""A home folder for the tests: loaded (`-p`) before Django's settings, which fill it; removed at the end."""

import os
import shutil
import tempfile

# The workers of a parallel run have the folder from the process that started them.
if "PYTEST_XDIST_WORKER" not in os.environ:
    _HOME = tempfile.mkdtemp(prefix="tequio-tests-")
    os.environ["TEQUIO_HOME"] = _HOME

    def pytest_unconfigure():
        """Leave nothing behind."""
        shutil.rmtree(_HOME, ignore_errors=True)
