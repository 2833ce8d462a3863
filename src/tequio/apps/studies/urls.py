"""Addresses of the studies' pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
