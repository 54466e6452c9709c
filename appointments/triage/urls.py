"""The addresses of triage, below /admin/appointments/appointmentrequest/."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from appointments.triage import day, erase, queue_views, request_views, tell

NAME = "appointments_request_{}"

VIEWS = [
    ("find/", queue_views.find, "find"),
    ("next/", queue_views.next_in_queue, "next"),
    ("<int:pk>/call/", request_views.call, "call"),
    ("<int:pk>/move/<str:status>/", request_views.move, "move"),
    ("<int:pk>/note/", request_views.note, "note"),
    ("<int:pk>/contact/", request_views.contact, "contact"),
    ("<int:pk>/assign/", request_views.assign, "assign"),
    ("<int:pk>/priority/", request_views.priority, "priority"),
    ("<int:pk>/same-as/<int:other>/", request_views.same_child, "same_child"),
    ("<int:pk>/tell/<int:text>/", tell.tell, "tell"),
    ("<int:pk>/hold/", erase.hold, "hold"),
    ("<int:pk>/erase/", erase.erase, "erase"),
    ("day/", day.day, "day"),
    ("day.ics", day.calendar, "day_calendar"),
]


def urls(site: AdminSite) -> list[URLPattern]:
    """Each behind the login of the admin; each view asks for its own permission."""
    return [
        path(route, site.admin_view(view), name=NAME.format(name)) for route, view, name in VIEWS
    ]
