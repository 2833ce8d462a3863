"""Addresses that visitors and programs of other sites read without an account: data, hand-outs, feeds."""

from django.urls import path

from tequio.apps.register.views import handouts, open_data

urlpatterns = [
    path("public/data/", open_data.page, name="open-data"),
    path("public/data/<str:name>", open_data.file, name="open-data-file"),
    path("public/commitments/<int:commitment_id>.json", open_data.commitment, name="commitment-json"),
    path("public/mechanisms/<int:mechanism_id>.json", open_data.mechanism, name="mechanism-json"),
    path("public/mechanisms/<int:mechanism_id>/summary/", handouts.summary, name="mechanism-summary"),
    path("public/themes/", handouts.themes, name="public-themes"),
    path("public/themes/<int:topic_id>/", handouts.theme, name="public-theme"),
    path("public/changes.atom", handouts.changes, name="changes"),
    path("public/mechanisms/<int:mechanism_id>/changes.atom", handouts.changes, name="mechanism-changes"),
]
