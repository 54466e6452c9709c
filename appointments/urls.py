"""Asking for an appointment, below /<lang>/appointment/."""

from django.urls import path

from appointments import views

app_name = "appointments"

urlpatterns = [
    path("", views.form, name="form"),
    path("received/<str:token>/", views.received, name="received"),
]
