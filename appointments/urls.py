"""Asking for an appointment, below /<lang>/appointment/."""

from django.urls import path

from appointments import status_views, views

app_name = "appointments"

urlpatterns = [
    path("", views.form, name="form"),
    path("received/<str:token>/", views.received, name="received"),
    path("status/", status_views.status, name="status"),
    path("status/withdraw/", status_views.withdraw, name="withdraw"),
    path("status/take-back/", status_views.take_back, name="take_back"),
    path("status/call-again/", status_views.call_again, name="call_again"),
    path("status/visit.ics", status_views.calendar, name="calendar"),
]
