"""Words that families meet at the hospital, and the Bengali that the clinic has agreed on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GlossaryTerm(models.Model):
    """One word in both languages. Editors see it when the English stands in their text."""

    term = models.CharField(_("word"), max_length=120, blank=True)
    other_words = models.TextField(
        _("other words and spellings"),
        blank=True,
        help_text=_("One a line. They are found as well."),
    )
    explanation = models.TextField(
        _("explanation"), blank=True, help_text=_("One plain sentence for families.")
    )
    note = models.CharField(
        _("note for editors"),
        max_length=250,
        blank=True,
        help_text=_("For example: what not to write. Families do not see it."),
    )

    class Meta:
        ordering = ["term_en", "pk"]
        verbose_name = _("glossary word")
        verbose_name_plural = _("glossary")

    def __str__(self) -> str:
        return self.term or self.term_bn or self.term_en or ""
