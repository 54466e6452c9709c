"""The people that families meet on the team's page."""

from django.db.models import QuerySet

from pages.people import TeamMember

SECTION = "team"  # the address of the section that shows them


def people(language: str) -> QuerySet[TeamMember]:
    """Those who are on the site and have a name in `language`, in staff's order."""
    named = TeamMember.objects.filter(is_shown=True, **{f"name_{language}__gt": ""})
    return named.select_related("picture")
