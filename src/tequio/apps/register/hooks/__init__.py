"""Web hooks: made and stopped by coordinators, told of changes in the order of the log, signed, retried."""

from tequio.apps.register.hooks.keeping import KINDS, make_hook, secret_of, stop_hook
from tequio.apps.register.hooks.telling import Told, tell_hooks

__all__ = ["KINDS", "Told", "make_hook", "secret_of", "stop_hook", "tell_hooks"]
