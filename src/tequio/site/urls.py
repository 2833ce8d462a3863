"""All addresses of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

# The repair pages have no door of their own, which would know no second factor and no lock-out.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("tequio.apps.register.urls")),
    path("", include("tequio.apps.studies.urls")),
    path("", include("tequio.apps.library.urls")),
    path("", include("tequio.apps.accounts.urls")),
    path("api/v1/", include("tequio.api.urls")),
    path("language", login_not_required(set_language), name="set-language"),
    path("admin/", admin.site.urls),
]
