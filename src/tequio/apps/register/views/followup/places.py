"""Where things of the follow-up are shown, and how a view finds them for whoever asks."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse

from tequio.apps.register.models import Assignment, Component

_OF_COMPONENT = "component__commitment__version__document"


def component_of(number: int) -> Component:
    """Find a component with its commitment and document."""
    rows = Component.objects.select_related("commitment__version__document").defer(
        "commitment__version__content"
    )
    return get_object_or_404(rows, pk=number)


def assignment_of(number: int) -> Assignment:
    """Find an assignment with its component and institution."""
    rows = Assignment.objects.select_related("institution", _OF_COMPONENT).defer(
        "component__commitment__version__content"
    )
    return get_object_or_404(rows, pk=number)


def place_of(component: Component, part: str = "") -> str:
    """Give where a component stands on the page of its commitment, or a part of it."""
    page = reverse("commitment", args=[component.commitment_id])
    return f"{page}#{part or f'component-{component.pk}'}"
