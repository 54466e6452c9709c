"""Which fields exist once per language."""

from modeltranslation.translator import TranslationOptions, register

from appointments.texts import Text


@register(Text)
class TextTranslation(TranslationOptions):
    fields = ("name", "subject", "body")
