"""The addresses of editing, below /admin/pages/article/."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from pages.editing import (
    link_choices,
    preview_views,
    publishing_views,
    review_views,
    version_views,
)

NAME = "pages_article_{}"

VIEWS = [
    ("preview/", preview_views.preview_typed, "preview"),
    ("link-choices/", link_choices.link_choices, "link_choices"),
    ("check/", preview_views.check, "check"),
    ("<int:pk>/preview-link/", preview_views.make_link, "make_preview_link"),
    ("<int:pk>/preview-link/<int:link>/end/", preview_views.end_link, "end_preview_link"),
    ("<int:pk>/<str:language>/offline/", publishing_views.offline, "offline"),
    ("<int:pk>/<str:language>/correction/", publishing_views.correction, "correction"),
    ("<int:pk>/<str:language>/up-to-date/", publishing_views.up_to_date, "up_to_date"),
    ("<int:pk>/<str:language>/review/", review_views.review, "review"),
    ("<int:pk>/<str:language>/review/end/", review_views.end_review, "end_review"),
    ("<int:pk>/history/<int:version>/", version_views.version, "version"),
    ("<int:pk>/history/<int:version>/bring-back/", version_views.bring_back, "bring_back"),
    ("deleted/", version_views.deleted, "deleted"),
    ("deleted/<int:version>/bring-back/", version_views.undelete, "undelete"),
]


def urls(site: AdminSite) -> list[URLPattern]:
    """Each behind the login of the admin; each view asks for its own permission."""
    return [
        path(route, site.admin_view(view), name=NAME.format(name)) for route, view, name in VIEWS
    ]
