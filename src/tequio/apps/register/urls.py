"""Addresses of the register's pages."""

from django.urls import include, path

from tequio.apps.register.views import (
    briefs,
    commitments,
    confirming,
    deciding,
    documents,
    first_page,
    importing,
    mechanisms,
    reading_room,
    register,
    sessions,
    standards,
)

urlpatterns = [
    path("", first_page.first_page, name="first-page"),
    path("documents/", documents.documents, name="documents"),
    # Reading room
    path("documents/<int:document_id>/", reading_room.reading_room, name="reading-room"),
    path("documents/<int:document_id>/add", deciding.add, name="add-commitment"),
    path("documents/<int:document_id>/accept-above", deciding.accept_above, name="accept-above"),
    path("documents/<int:document_id>/undo", deciding.undo_last, name="undo-last"),
    path("look-alikes/<int:look_alike_id>/rescue", deciding.rescue, name="rescue"),
    path("commitments/<int:commitment_id>/card", reading_room.card, name="card"),
    path("commitments/<int:commitment_id>/accept", deciding.accept, name="accept"),
    path("commitments/<int:commitment_id>/correct", deciding.correct, name="correct"),
    path("commitments/<int:commitment_id>/reject", deciding.reject, name="reject"),
    path("commitments/<int:commitment_id>/undo", deciding.undo_finding, name="undo-finding"),
    path("commitments/<int:commitment_id>/annotation.json", reading_room.annotation, name="annotation"),
    path("proposed-sessions/<int:proposal_id>/confirm", confirming.confirm, name="confirm-session"),
    path("proposed-sessions/<int:proposal_id>/reject", confirming.reject, name="reject-session"),
    path("proposed-sessions/<int:proposal_id>/reopen", confirming.reopen, name="reopen-session"),
    # What other systems send
    path("imports/", importing.imports, name="imports"),
    path("imports/<int:run_id>/", importing.import_run, name="import"),
    path("imports/<int:run_id>/apply", importing.apply_run, name="apply-import"),
    path("imports/<int:run_id>/discard", importing.discard_run, name="discard-import"),
    path("imports/<int:run_id>/undo", importing.undo_run, name="undo-import"),
    path("imports/<int:run_id>/mapping", importing.save_run_mapping, name="save-import-mapping"),
    # Register
    path("register/", register.register, name="register"),
    path("register/commitments.csv", register.register_csv, name="register-csv"),
    path("register/commitments.json", register.register_json, name="register-json"),
    path("mechanisms/", mechanisms.mechanisms, name="mechanisms"),
    path("mechanisms/<int:mechanism_id>/", mechanisms.mechanism, name="mechanism"),
    path("mechanisms/<int:mechanism_id>/edit", mechanisms.edit, name="edit-mechanism"),
    path("mechanisms/<int:mechanism_id>/brief/", briefs.brief, name="brief"),
    path("mechanisms/<int:mechanism_id>/brief.<slug:form>", briefs.download, name="brief-file"),
    path("mechanisms/<int:mechanism_id>/brief/<slug:code>/edit", briefs.edit, name="edit-brief"),
    path("mechanisms/<int:mechanism_id>/check", briefs.check, name="check-statement"),
    path("sessions/<int:session_id>/", sessions.session, name="session"),
    path("commitments/<int:commitment_id>/", commitments.commitment, name="commitment"),
    path("commitments/<int:commitment_id>/topics", commitments.decide_topics, name="decide-topics"),
    path("commitments/<int:commitment_id>/standards", standards.decide_standards, name="decide-standards"),
    path("", include("tequio.apps.register.followup_urls")),
    path("", include("tequio.apps.register.public_urls")),
]
