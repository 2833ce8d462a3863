"""The page that describes the interface, made from its OpenAPI schema; no script, nothing from elsewhere."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from ninja import NinjaAPI


@login_not_required
@require_safe
def page(request: HttpRequest, api: NinjaAPI) -> HttpResponse:
    """Describe each address with what it takes and gives."""
    schema: dict[str, Any] = api.get_openapi_schema()
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "summary": operation.get("summary", ""),
            "description": operation.get("description", ""),
            "parameters": operation.get("parameters", []),
            "takes": _taken(operation),
            "needs_key": "Write" in operation.get("tags", []),
        }
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    shapes = [
        (name, shape.get("description", ""), list(shape.get("properties", {})))
        for name, shape in schema["components"]["schemas"].items()
    ]
    context = {"operations": operations, "shapes": shapes, "section": "public"}
    return render(request, "api/description.html", context)


def _taken(operation: dict[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
