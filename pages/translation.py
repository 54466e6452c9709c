"""Which fields exist once per language."""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from pages import languages
from pages.clinic import Clinic, EmergencyNumber, Holiday
from pages.glossary import GlossaryTerm
from pages.history import Snapshot
from pages.models import Article, Section
from pages.people import TeamMember
from pages.pictures import Picture


@register(Section)
class SectionTranslation(TranslationOptions):
    fields = ("title", "intro")


@register(Article)
class ArticleTranslation(TranslationOptions):
    fields = (
        *("title", "summary", "body", "description", "published_at"),
        *("withdrawn_at", "withdrawn_note", "instead"),
        *("text_changed_at", "digest", "in_step_with"),
    )


@register(Clinic)
class ClinicTranslation(TranslationOptions):
    fields = (
        "name",
        "discreet_name",
        "introduction",
        "address",
        "hours",
        "privacy",
        "announcement",
    )


@register(EmergencyNumber)
class EmergencyNumberTranslation(TranslationOptions):
    fields = ("country",)
    required_languages = languages.CODES


@register(Holiday)
class HolidayTranslation(TranslationOptions):
    fields = ("name",)


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alternative", "caption")


@register(TeamMember)
class TeamMemberTranslation(TranslationOptions):
    fields = ("name", "role", "introduction")


@register(GlossaryTerm)
class GlossaryTermTranslation(TranslationOptions):
    fields = ("term", "other_words", "explanation")


# After the model is translated: declared inside it, the record would lack each language's columns.
# Where an address leads meanwhile is no part of a text; the package cannot copy such a column.
NOT_RECORDED = ("changed_at", *(f"instead_{code}" for code in languages.CODES))
simple_history.register(
    Article, bases=[Snapshot], excluded_fields=[*ArticleTranslation.fields, *NOT_RECORDED]
)
