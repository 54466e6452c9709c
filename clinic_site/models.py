"""Staff accounts."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from pages import languages


class User(AbstractUser):
    """A member of staff; families have no accounts."""

    language = models.CharField(
        _("language of the admin"),
        max_length=2,
        choices=[(code, languages.NAMES[code]) for code in languages.CODES],
        default="bn",
    )
    must_change_password = models.BooleanField(
        _("must change the password at the next login"), default=False
    )
