"""Addresses where documents come in, and those of the standards."""

from django.urls import path

from tequio.apps.library.views import describing, intake
from tequio.apps.library.views.standards import folders, provision, search

urlpatterns = [
    path("documents/take-in", intake.take_in_files, name="take-in"),
    path("documents/intakes/<int:intake_id>", intake.intake_row, name="intake"),
    path("documents/<int:document_id>/describe", describing.describe_document, name="describe-document"),
    path("documents/versions/<int:version_id>/file", intake.original_file, name="original-file"),
    # Standards
    path("standards/", search.search_page, name="standards"),
    path("standards/folders/", folders.folders, name="standards-folders"),
    path("standards/folders/<int:folder_id>/", folders.folder, name="standards-folder"),
    path("standards/folders/<int:folder_id>/change", folders.change, name="change-standards-folder"),
    path("standards/folders/<int:folder_id>/document.docx", folders.document, name="standards-folder-docx"),
    path("standards/texts/<int:text_id>/save", folders.save, name="save-standard"),
    path("standards/<str:key>/", provision.standard, name="standard"),
    path("standards/<str:key>/citation/<slug:style>", provision.citation_file, name="standard-citation"),
    path("api/v1/standards/search", search.search_api, name="standards-api"),
    path("api/v1/standards/<str:key>", provision.standard_api, name="standard-api"),
]
