"""The people of the clinic in the admin."""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from pages.editing.bilingual import ProseAdmin, pair
from pages.editing.missing import NamedForm, Wanted
from pages.editing.order import OrderedAdmin
from pages.editing.picture_widget import ChoosesPicture
from pages.people import TeamMember


class TeamMemberForm(NamedForm):
    called = "name"


@admin.register(TeamMember)
class TeamMemberAdmin(ChoosesPicture, OrderedAdmin, Wanted, TranslationAdmin):
    form = TeamMemberForm
    list_display = ("__str__", "order", "role", "is_shown", "missing")
    list_filter = ("is_shown",)
    fields = [
        *(pair(name) for name in ("name", "role", "introduction")),
        *("picture", "is_doctor", "is_shown"),
    ]
    search_fields = [*pair("name"), *pair("role")]
    formfield_overrides = ProseAdmin.formfield_overrides
    wanted = ("name", "role")
