"""Which fields exist once per language."""

from modeltranslation.translator import TranslationOptions, register

from pages.clinic import Clinic, EmergencyNumber, Holiday
from pages.models import Article, Section


@register(Section)
class SectionTranslation(TranslationOptions):
    fields = ("title", "intro")


@register(Article)
class ArticleTranslation(TranslationOptions):
    fields = ("title", "summary", "body", "description", "published_at")


@register(Clinic)
class ClinicTranslation(TranslationOptions):
    fields = ("name", "discreet_name", "introduction", "address", "hours", "privacy")


@register(EmergencyNumber)
class EmergencyNumberTranslation(TranslationOptions):
    fields = ("country",)


@register(Holiday)
class HolidayTranslation(TranslationOptions):
    fields = ("name",)
