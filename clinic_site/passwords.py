"""Passwords of staff: temporary ones, set by somebody else, and one's own that replace them."""

import secrets

from axes.utils import reset as lift_lockout
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import forms as auth_forms
from django.utils.translation import gettext_lazy as _

from clinic_site.models import User

# No 0 o O, 1 i I l, 5 s S, 2 z Z, u v: these are read over the telephone and copied by hand.
READABLE = "abcdefghjkmnpqrtwxy346789"


def readable_password() -> str:
    """Four groups of four, about 74 bits."""
    return "-".join("".join(secrets.choice(READABLE) for _i in range(4)) for _j in range(4))


class OwnPasswordForm(AdminPasswordChangeForm):
    """A password that only its owner knows."""

    def clean(self) -> dict:
        cleaned = super().clean()
        new = cleaned.get("new_password1")
        if new and new == cleaned.get("old_password"):
            self.add_error("new_password1", _("Choose a password other than the present one."))
        return cleaned

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = False
        return super().save(commit)


class NewAccountForm(auth_forms.UserCreationForm):
    """A new account with a temporary password."""

    class Meta(auth_forms.UserCreationForm.Meta):
        model = User

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Temporary password")
        self.instance.is_staff = True
        self.instance.must_change_password = True


class TemporaryPasswordForm(auth_forms.AdminPasswordChangeForm):
    """A temporary password for somebody who forgot theirs; it also ends a lockout."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # An account without a password would be one nobody can use: that is what "active" is for.
        self.fields.pop("usable_password", None)
        for name in ("password1", "password2"):
            self.fields[name].required = True
        self.fields["password1"].label = _("Temporary password")

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = True
        lift_lockout(username=self.user.get_username())
        return super().save(commit)
