"""The second factor of staff: a six-digit code from an app on their phone."""

import math
import re
from base64 import b32encode

import django_otp
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp.plugins.otp_totp.models import TOTPDevice

from clinic_site.login_steps import missing_step, next_page
from pages.bengali import latin_digits, local_digits
from pages.qr import qr_code


def device_of(user: AbstractBaseUser) -> TOTPDevice | None:
    """The device in use, else the one being set up, else none."""
    return TOTPDevice.objects.filter(user=user).order_by("-confirmed", "pk").first()


def key_in_groups(device: TOTPDevice) -> str:
    """The key as people type it: base 32, in groups of four."""
    return " ".join(re.findall(".{1,4}", b32encode(device.bin_key).decode()))


def please_wait(seconds: float) -> str:
    if seconds <= 60:
        count = math.ceil(seconds)
        sentence = ngettext(
            "Too many wrong codes. Wait %(count)s second, then try again.",
            "Too many wrong codes. Wait %(count)s seconds, then try again.",
            count,
        )
    else:
        count = math.ceil(seconds / 60)
        sentence = ngettext(
            "Too many wrong codes. Wait %(count)s minute, or ask a manager for help.",
            "Too many wrong codes. Wait %(count)s minutes, or ask a manager for help.",
            count,
        )
    return sentence % {"count": local_digits(count)}


class CodeForm(forms.Form):
    """Takes a code once; wrong ones slow the device down, each for twice as long."""

    code = forms.CharField(
        label=gettext_lazy("Six-digit code from the app on your phone"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )

    def __init__(self, device: TOTPDevice | None, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.device = device

    def clean_code(self) -> str:
        code = latin_digits(re.sub(r"[\s-]", "", self.cleaned_data["code"]))
        if not re.fullmatch("[0-9]{6}", code):
            raise ValidationError(_("Type the six digits that the app shows."))
        allowed, refusal = self.device.verify_is_allowed()
        if not allowed:
            left = refusal["locked_until"] - timezone.now()
            raise ValidationError(please_wait(left.total_seconds()))
        if not django_otp.verify_token(self.device.user, self.device.persistent_id, code):
            raise ValidationError(
                _("This code is wrong or was used before. Wait for the next one in the app.")
            )
        return code


def admit(request: HttpRequest, device: TOTPDevice) -> HttpResponse:
    """The right code was given: the device counts from now on, and so does this login."""
    TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    request.session.cycle_key()
    django_otp.login(request, device)
    return HttpResponseRedirect(next_page(request) or reverse("admin:index"))


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest, context: dict) -> HttpResponse:
    """Asks for the code; before that, the first time, sets the app up when the person says so."""
    if missing_step(request) != "second_factor":
        return HttpResponseRedirect(next_page(request) or reverse("admin:index"))
    device = device_of(request.user)
    if request.method == "POST" and "code" not in request.POST:
        if device is None:
            TOTPDevice.objects.create(user=request.user, name="app", confirmed=False)
        return HttpResponseRedirect(request.get_full_path())
    form = CodeForm(device, request.POST or None)
    if device and form.is_valid():
        return admit(request, device)
    context = {**context, "title": _("Second step of the login"), "form": form, "device": device}
    if device and not device.confirmed:
        context |= {"qr_code": qr_code(device.config_url), "key": key_in_groups(device)}
    return TemplateResponse(request, "admin/second_factor.html", context)
