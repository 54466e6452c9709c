"""The same page in each language, for the switch and for hreflang; words of the other one."""

from dataclasses import dataclass

from django import template
from django.urls import translate_url

from pages import foreign, languages

register = template.Library()

register.filter("foreign", foreign.marked)


@dataclass(frozen=True)
class Version:
    """One language of the page being shown; without `exists`, `url` leads somewhere near."""

    code: str
    name: str
    region: str  # the locale that messengers ask for
    url: str
    exists: bool
    is_current: bool


@register.simple_tag(takes_context=True)
def page_versions(context: template.Context) -> list[Version]:
    """A version per language.

    The view says in `languages` which exist (all, unless it does) and in `instead` which object's
    page stands in for a missing one, if it has one in that language. Otherwise, and where no view
    answers, the switch leads home.
    """
    request = context["request"]
    existing = context.get("languages", languages.CODES) if request.resolver_match else ()
    versions = []
    for code in languages.CODES:
        exists = code in existing
        if exists:
            url = request.path
        elif "instead" in context and code in context["instead"].published_languages():
            url = context["instead"].get_absolute_url()
        else:
            url = f"/{languages.current()}/"
        versions.append(
            Version(
                code=code,
                name=languages.NAMES[code],
                region=languages.REGIONS[code],
                url=translate_url(url, code),
                exists=exists,
                is_current=code == languages.current(),
            )
        )
    return versions
