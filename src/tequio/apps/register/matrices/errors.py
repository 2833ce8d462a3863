"""What can be wrong with a matrix that comes back."""

from __future__ import annotations

from tequio.apps.accounts.errors import Refused


class MatrixIsRefused(Refused):
    """The file as a whole cannot be read as a matrix of ours."""
