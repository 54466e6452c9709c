"""Which words an address may hold."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# First path parts below /<lang>/ that are pages of their own.
RESERVED_SLUGS = {
    *("a", "appointment", "contact", "glossary", "offline", "preview", "privacy", "search"),
}

validate_ascii_slug = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
    _("Use small English letters, digits and single hyphens only, for example kidney-tumours."),
)


def validate_not_reserved(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is the address of another page. Choose a different word."),
            params={"slug": slug},
        )
