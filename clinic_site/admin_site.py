"""The admin site of the clinic: nothing opens before every step of the login is taken."""

from collections.abc import Callable
from functools import update_wrapper

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.views import PasswordChangeView, redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from clinic_site.login_steps import may_open, missing_step, next_page
from clinic_site.passwords import OwnPasswordForm
from clinic_site.second_factor import second_factor
from pages import languages


class LoginForm(AdminAuthenticationForm):
    """Django's takes a name of any length; PostgreSQL has no room to note that it failed."""

    username = UsernameField(max_length=150, widget=forms.TextInput(attrs={"autofocus": True}))


class ClinicAdminSite(AdminSite):
    """Django's admin behind a second factor and a password of one's own, in two languages."""

    site_header = _("Clinic staff")
    site_title = _("Clinic staff")
    login_form = LoginForm

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and may_open(request)

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """Leads whoever has a step left to that step; everyone else as Django does."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if may_open(request):
                return guarded(request, *args, **kwargs)
            return self._to_missing_step(request, request.get_full_path())

        return update_wrapper(inner, guarded)

    def _to_missing_step(self, request: HttpRequest, then: str) -> HttpResponse:
        return redirect_to_login(then, reverse(f"admin:{missing_step(request)}"))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            path("second-factor/", self.admin_view(self.second_factor), name="second_factor"),
            path("language/", self.admin_view(self.language), name="language"),
            *super().get_urls(),
        ]

    def each_context(self, request: HttpRequest) -> dict:
        context = super().each_context(request)
        if missing_step(request):
            # What these would link to does not open yet.
            context |= {"available_apps": [], "is_nav_sidebar_enabled": False}
        return context

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if request.method == "GET" and missing_step(request):
            return self._to_missing_step(request, next_page(request) or reverse("admin:index"))
        return super().login(request, extra_context)

    def second_factor(self, request: HttpRequest) -> HttpResponse:
        return second_factor(request, self.each_context(request))

    def password_change(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        view = PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            template_name="admin/password_change.html",
            success_url=next_page(request) or reverse("admin:password_change_done"),
            extra_context={
                **self.each_context(request),
                "forced": request.user.must_change_password,
                **(extra_context or {}),
            },
        )
        return view(request)

    @method_decorator(require_POST)
    def language(self, request: HttpRequest) -> HttpResponse:
        """Keeps the language on the account and returns to the page it was changed on."""
        code = request.POST.get("language")
        if code not in languages.CODES:
            raise BadRequest("No such language")
        request.user.language = code
        request.user.save(update_fields=["language"])
        return HttpResponseRedirect(next_page(request) or reverse("admin:index"))
