"""The site's pages in the admin; what belongs to it is in pages/editing/."""

from pages.editing.articles import ArticleAdmin
from pages.editing.clinic import ClinicAdmin
from pages.editing.glossary import GlossaryTermAdmin
from pages.editing.pictures import PictureAdmin
from pages.editing.sections import SectionAdmin
from pages.editing.team import TeamMemberAdmin

__all__ = [
    "ArticleAdmin",
    "ClinicAdmin",
    "GlossaryTermAdmin",
    "PictureAdmin",
    "SectionAdmin",
    "TeamMemberAdmin",
]
