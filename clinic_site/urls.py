"""All addresses: machines first, then the admin, then the pages of each language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from pages import machines, offline_reading, styleguide
from pages import views as pages
from pages.media import media
from pages.sitemaps import SITEMAPS

urlpatterns = [
    path("", pages.root),
    path("a/<int:pk>/", pages.permanent, name="permanent"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("sw.js", offline_reading.worker, name="worker"),
    path("media/<path:path>", media),
    path("admin/", admin.site.urls),
    *styleguide.urlpatterns,
    *i18n_patterns(
        path("appointment/", include("appointments.urls")),
        path("", include("pages.urls")),
    ),
]

handler400 = "clinic_site.errors.bad_request"
handler500 = "clinic_site.errors.server_error"
