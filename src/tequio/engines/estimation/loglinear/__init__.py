"""Hierarchical Poisson log-linear models: whether they stand, which is chosen, what the choosing costs."""

from tequio.engines.estimation.loglinear.estimating import fit_loglinear
from tequio.engines.estimation.loglinear.existence import judge
from tequio.engines.estimation.loglinear.models import hierarchical_models, read_model

__all__ = ["fit_loglinear", "hierarchical_models", "judge", "read_model"]
