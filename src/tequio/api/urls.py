"""The addresses of the interface, below /api/v1/, and the page that describes it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from tequio.api import description, reading, shapes, writing
from tequio.api.keys import ANYBODY
from tequio.api.lists import Limit, tagged
from tequio.api.problems import MEDIA_TYPE, TITLES, add_problems, problem

# What each address may answer where something is wrong.
_OF_ANY = (400, 401, 422, 429)
_OF_ONE = (404,)
_OF_WRITING = (403, 404, 409)


class Interface(NinjaAPI):
    """The interface; its description says what is answered where something is wrong, and who needs no key."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """Describe every address (OpenAPI 3.1)."""
        schema: Any = super().get_openapi_schema(**kwargs)
        schema["components"]["schemas"]["Problem"] = shapes.Problem.model_json_schema()
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for address, methods in schema["paths"].items():
            for operation in methods.values():
                writes = "Write" in operation["tags"]
                wrong = {*_OF_ANY, *(_OF_WRITING if writes else _OF_ONE if "{" in address else ())}
                for status in sorted(wrong):
                    operation["responses"][str(status)] = {"description": TITLES[status], "content": content}
                if not writes:
                    operation["security"] = [{}, *operation["security"]]
        return schema


api = Interface(
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


@login_not_required
@csrf_exempt
def nothing_here(_request: HttpRequest, rest: str) -> HttpResponse:
    """Answer as a problem, not as a page, where the interface has no such address."""
    hint = " An address ends without a stroke." if rest.endswith("/") else ""
    return problem(404, f"The interface has no such address.{hint}")


urlpatterns = [
    path("", description.page, {"api": api}, name="api-description"),
    path("", include((_patterns, _app), namespace=_namespace)),
    path("<path:rest>", nothing_here),
]
