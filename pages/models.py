"""The site's models, one module a subject; and which starter files were loaded."""

from django.db import models

from pages.articles import Article, Source, shown
from pages.clinic import Clinic, EmergencyNumber
from pages.former_addresses import FormerAddress
from pages.glossary import GlossaryTerm
from pages.people import TeamMember
from pages.pictures import Picture
from pages.presence import Opening
from pages.preview_links import PreviewLink
from pages.reviews import Review
from pages.search.entries import SearchEntry
from pages.sections import Section

__all__ = [
    "Article",
    "Clinic",
    "EmergencyNumber",
    "FormerAddress",
    "GlossaryTerm",
    "Opening",
    "Picture",
    "PreviewLink",
    "Review",
    "SearchEntry",
    "Section",
    "Source",
    "StarterEntry",
    "TeamMember",
    "shown",
]


class StarterEntry(models.Model):
    """Which starter files were loaded, and the digest of what each put into its row."""

    path = models.CharField(max_length=200, unique=True)
    digest = models.CharField(max_length=64)
    # The row itself, so that it is found again after its address has changed; its number stays when
    # it is deleted, because it may come back under it.
    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )

    def __str__(self) -> str:
        return self.path
