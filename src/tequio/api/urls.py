"""The addresses of the interface, below /api/v1/, and the page that describes it."""

from __future__ import annotations

from django.urls import include, path
from ninja import NinjaAPI

from tequio.api import description, reading, writing
from tequio.api.keys import ANYBODY
from tequio.api.lists import Limit, tagged
from tequio.api.problems import add_problems

api = NinjaAPI(
    title="Tequio",
    version="1",
    description="What was promised, by whom, and what became of it. Anybody reads the public register;"
    " programs with a key read what their account reads, and write what it may write.",
    docs_url=None,
    auth=ANYBODY,
    throttle=[Limit()],
    urls_namespace="api-1",
)
api.add_router("", reading.router)
api.add_router("", writing.router)
add_problems(api)

_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    _pattern.callback = tagged(_pattern.callback)

urlpatterns = [
    path("", description.page, {"api": api}, name="api-description"),
    path("", include((_patterns, _app), namespace=_namespace)),
]
