"""What the demonstration does leaves a log that is whole."""

import os
import subprocess
import sys

TEQUIO = [sys.executable, "-c", "from tequio.cli.main import main; main()"]


def test_the_demonstration_leaves_a_whole_log(tmp_path):
    environment = {**os.environ, "TEQUIO_HOME": str(tmp_path)}
    environment.pop("DATABASE_URL", None)
    for arguments, words in ((["demo", "--no-serve"], "is ready"), (["ledger", "verify"], "whole: ")):
        answer = subprocess.run(
            [*TEQUIO, *arguments], env=environment, text=True, capture_output=True, timeout=400, check=False
        )
        assert answer.returncode == 0, answer.stderr
        assert words in answer.stdout
