"""Tags proposed for commitments: demand strength, issues, themes, groups, rights, articles and SDGs."""

from tequio.engines.tagging.models import Models, UnreadableModelError, load_models, shipped_models
from tequio.engines.tagging.tagger import tag, tag_with
from tequio.engines.tagging.tags import Proposal, Tags
from tequio.engines.tagging.vocabulary import Scheme, Term, vocabulary

__all__ = [
    "Models",
    "Proposal",
    "Scheme",
    "Tags",
    "Term",
    "UnreadableModelError",
    "load_models",
    "shipped_models",
    "tag",
    "tag_with",
    "vocabulary",
]
