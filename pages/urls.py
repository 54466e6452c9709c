"""Public pages below /<lang>/."""

from django.urls import path

from pages import offline_reading, preview, views

app_name = "pages"

urlpatterns = [
    path("", views.home, name="home"),
    path("contact/", views.contact, name="contact"),
    path("glossary/", views.glossary, name="glossary"),
    path("privacy/", views.privacy, name="privacy"),
    path("search/", views.search, name="search"),
    path("offline/", offline_reading.offline, name="offline"),
    path("preview/<str:token>/", preview.preview, name="preview"),
    path("<slug:section>/", views.section, name="section"),
    path("<slug:section>/<slug:slug>/", views.article, name="article"),
]
