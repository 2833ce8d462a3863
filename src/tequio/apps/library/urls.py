"""Addresses where documents come in."""

from django.urls import path

from tequio.apps.library.views import describing, intake

urlpatterns = [
    path("documents/take-in", intake.take_in_files, name="take-in"),
    path("documents/intakes/<int:intake_id>", intake.intake_row, name="intake"),
    path("documents/<int:document_id>/describe", describing.describe_document, name="describe-document"),
    path("documents/versions/<int:version_id>/file", intake.original_file, name="original-file"),
]
