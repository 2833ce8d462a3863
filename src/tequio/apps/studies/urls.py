"""Addresses of the studies' pages."""

from django.urls import path

from tequio.apps.studies.views import linking, lists, public, reports, reviewing, studies

urlpatterns = [
    path("studies/", studies.studies, name="studies"),
    path("studies/open", studies.open_, name="open-study"),
    path("studies/<int:study_id>/", studies.study, name="study"),
    path("studies/<int:study_id>/change", studies.change, name="change-study"),
    path("studies/<int:study_id>/close", studies.close, name="close-study"),
    path("studies/<int:study_id>/people", studies.people, name="study-people"),
    path("studies/parts/<int:role_id>/take", studies.take, name="take-study-part"),
    # Lists
    path("studies/<int:study_id>/lists/bring", lists.bring, name="bring-study-list"),
    path("studies/lists/<int:list_id>/custody", lists.custody, name="study-list-custody"),
    path("studies/lists/<int:list_id>/destroy", lists.destroy, name="destroy-study-list"),
    # Linkage and review
    path("studies/<int:study_id>/link", linking.begin, name="link-lists"),
    path("studies/linkages/<int:linkage_id>/", linking.linkage, name="linkage"),
    path("studies/linkages/<int:linkage_id>/again", linking.again, name="link-again"),
    path("studies/linkages/<int:linkage_id>/review", reviewing.review, name="review-linkage"),
    path("studies/linkages/<int:linkage_id>/conflicts", reviewing.conflicts, name="review-conflicts"),
    path("studies/pairs/<int:pair_id>/code", reviewing.code, name="code-pair"),
    path("studies/pairs/<int:pair_id>/resolve", reviewing.resolve, name="resolve-pair"),
    # Reports
    path("studies/<int:study_id>/estimate", reports.begin, name="estimate-study"),
    path("studies/reports/<int:report_id>/", reports.report, name="study-report"),
    path("studies/reports/<int:report_id>/publish", reports.publish, name="publish-study-report"),
    path("studies/reports/<int:report_id>.<slug:form>", reports.download, name="study-report-file"),
    # Visitors
    path("public/studies/", public.studies, name="public-studies"),
    path("public/studies/<int:report_id>/", public.study, name="public-study"),
    path("public/studies/<int:report_id>.<slug:form>", public.download, name="public-study-file"),
]
