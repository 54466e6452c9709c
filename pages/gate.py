"""Staff's own pages in the admin: who may open them, and the admin's frame around them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def needs(permission: str) -> Callable[[Callable], Callable]:
    """Only for staff with this permission; the admin by itself asks for staff only."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate


def admin_page(
    request: HttpRequest,
    template: str,
    title: str,
    model: type[models.Model],
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of `model` in the admin's frame."""
    frame = {
        **admin.site.each_context(request),
        "opts": model._meta,
        "title": title,
        "is_nav_sidebar_enabled": False,  # the page needs the room
    }
    return render(request, template, {**frame, **context}, status=status)
