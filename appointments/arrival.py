"""How a request came, and which others came with it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appointments.choices import Language, Source
from appointments.references import new_reference


class Arrival(models.Model):
    """Columns that are written when a request is stored, and hardly ever again."""

    reference = models.CharField(
        _("reference"), max_length=8, unique=True, default=new_reference, editable=False
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    source = models.CharField(
        _("came by"), max_length=9, choices=Source.choices, default=Source.FORM
    )
    page_language = models.CharField(
        _("language of the form"), max_length=2, choices=Language.choices
    )
    # Same form, same answers: same key, so that sending twice stores once; none without a form.
    submission_key = models.CharField(
        max_length=64, unique=True, null=True, blank=True, editable=False
    )
    form_nonce = models.CharField(max_length=32, db_index=True, blank=True, editable=False)
    answers_digest = models.CharField(max_length=64, db_index=True, blank=True, editable=False)
    related_to = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name=_("comes after"),
        help_text=_("An earlier request from the same form or the same phone."),
    )
    suspicious = models.BooleanField(_("looks automatic"), default=False)
    many_from_phone = models.BooleanField(_("many requests from this phone"), default=False)

    class Meta:
        abstract = True
