"""The site's pages in the admin; what belongs to it is in pages/editing/."""

from pages.editing.articles import ArticleAdmin
from pages.editing.clinic import ClinicAdmin
from pages.editing.sections import SectionAdmin

__all__ = ["ArticleAdmin", "ClinicAdmin", "SectionAdmin"]
