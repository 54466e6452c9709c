"""Staff accounts in the admin: managers keep them, superusers are out of their reach."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, ManyToManyField, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_totp.admin import TOTPDevice

from appointments.models import AppointmentRequest
from appointments.staff_actions import ANSWERS_REQUESTS
from clinic_site import login_records  # noqa: F401, registers
from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from clinic_site.models import User
from clinic_site.passwords import NewAccountForm, TemporaryPasswordForm
from pages.bengali import moment

# Groups are code (clinic_site/groups.py); a device's key is nobody's business but its owner's.
admin.site.unregister([Group, TOTPDevice])

APPROVE = {"content_type__app_label": "pages", "codename": "approve_medical_text"}
# Stored in English, read in either language.
GROUP_NAMES = {
    EDITORS: _("Content editors"),
    APPOINTMENT_STAFF: _("Appointment staff"),
    MANAGERS: _("Clinic managers"),
}


class GroupsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, group: Group) -> str:
        return GROUP_NAMES[group.name]


class AccountForm(forms.ModelForm):
    """An account, and whether this person answers for medical text (managers do anyway)."""

    may_approve = forms.BooleanField(
        label=_("May approve medical text"),
        required=False,
        help_text=_("For the clinic's doctors. Clinic managers may do so anyway."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["may_approve"] = self.instance.user_permissions.filter(**APPROVE).exists()


class GroupFilter(admin.SimpleListFilter):
    title = _("groups")
    parameter_name = "group"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return list(GROUP_NAMES.items())

    def queryset(self, request: HttpRequest, people: QuerySet[User]) -> QuerySet[User]:
        return people.filter(groups__name=self.value()) if self.value() else people


@admin.register(User)
class UserAdmin(auth_admin.UserAdmin):
    """Accounts are deactivated, never deleted: the record of who did what stays whole."""

    list_display = (
        *("username", "full_name", "group_names", "language"),
        *("is_active", "has_phone", "last_seen"),
    )
    list_filter = ("is_active", GroupFilter, "language")
    readonly_fields = ("group_names", "last_seen", "must_change_password")
    form = forms.ModelForm
    add_form = NewAccountForm
    add_form_template = None
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "language")}),
        (_("What this person may do"), {"fields": ("groups",)}),
        (
            _("Temporary password"),
            {
                "fields": ("password1", "password2"),
                "description": _("It opens the first login; there the person chooses a new one."),
            },
        ),
    )
    change_password_form = TemporaryPasswordForm
    change_user_password_template = "admin/clinic_site/user/change_password.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        phone = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        people = super().get_queryset(request).annotate(phone=Exists(phone))
        return people.prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> tuple:
        if obj is None:
            return self.add_fieldsets
        # Nobody changes their own rights: a manager could lock the clinic out.
        own = obj == request.user
        editable = self.has_change_permission(request, obj) and not own
        access = ["is_active", "groups" if editable else "group_names"]
        if editable:
            access.append("may_approve")
        if request.user.is_superuser:
            access.append("is_superuser")
        names = ("username", "first_name", "last_name", "email", "language")
        return (
            (None, {"fields": names}),
            (_("What this person may do"), {"fields": access}),
            (_("Login"), {"fields": ("last_seen", "must_change_password")}),
        )

    def get_form(
        self, request: HttpRequest, obj: User | None = None, **kwargs
    ) -> type[forms.ModelForm]:
        if obj and "may_approve" in flatten_fieldsets(self.get_fieldsets(request, obj)):
            kwargs["form"] = AccountForm
        return super().get_form(request, obj, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple:
        if obj is None:
            return self.readonly_fields
        own = ("is_active", "is_superuser") if obj == request.user else ()
        return (*self.readonly_fields, "username", *own)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs
    ) -> forms.Field:
        if db_field.name == "groups":
            kwargs |= {
                "form_class": GroupsField,
                "queryset": Group.objects.filter(name__in=GROUP_NAMES),
                "widget": forms.CheckboxSelectMultiple,
                "help_text": "",
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        out_of_reach = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not out_of_reach

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool
    ) -> None:
        """Whoever may not answer requests any more holds none."""
        super().save_related(request, form, formsets, change)
        if "may_approve" in form.fields:
            right = Permission.objects.get(**APPROVE)
            rights = form.instance.user_permissions
            rights.add(right) if form.cleaned_data["may_approve"] else rights.remove(right)
        person = User.objects.get(pk=form.instance.pk)  # with the rights that were just given
        if not person.has_perm(ANSWERS_REQUESTS):
            AppointmentRequest.objects.hand_back(person, by=request.user)

    def get_urls(self) -> list[URLPattern]:
        reset = path(
            "<id>/reset-second-factor/",
            self.admin_site.admin_view(self.reset_second_factor),
            name="reset_second_factor",
        )
        return [reset, *super().get_urls()]

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        if self.get_object(request, unquote(id)) == request.user:
            # One's own password asks for the old one first.
            return redirect("admin:password_change")
        return super().user_change_password(request, id, form_url)

    @method_decorator(require_POST)
    def reset_second_factor(self, request: HttpRequest, id: str) -> HttpResponse:
        """For a lost or new phone: the next login sets the app up again."""
        person = self.get_object(request, unquote(id))
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if person is None:
            raise Http404
        with transaction.atomic():
            TOTPDevice.objects.filter(user=person).delete()
            self.log_change(request, person, gettext("The phone for logging in was reset."))
        self.message_user(
            request, gettext("Done. At the next login this person sets up their phone again.")
        )
        return redirect("admin:clinic_site_user_change", person.pk)

    @admin.display(description=_("name"), ordering="first_name")
    def full_name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description=_("groups"))
    def group_names(self, person: User) -> str:
        names = (GROUP_NAMES.get(group.name, group.name) for group in person.groups.all())
        return ", ".join(map(str, names))

    @admin.display(description=_("phone set up"), ordering="phone", boolean=True)
    def has_phone(self, person: User) -> bool:
        return person.phone

    @admin.display(description=_("last login"), ordering="last_login")
    def last_seen(self, person: User) -> str:
        return moment(person.last_login) if person.last_login else "–"
