"""Puts the data block for search engines into a page."""

from django import template
from django.utils.safestring import SafeString

from pages import structured_data as data
from pages.models import Clinic

register = template.Library()


@register.simple_tag(takes_context=True)
def article_data(context: template.Context) -> SafeString:
    article, clinic = context["article"], context["clinic"]
    return data.script(
        data.medical_web_page(article, context["review"], clinic),
        data.breadcrumbs(article.section, article),
    )


@register.simple_tag(takes_context=True)
def section_data(context: template.Context) -> SafeString:
    people = (data.person(each, context["clinic"]) for each in context["people"])
    return data.script(data.breadcrumbs(context["section"]), *people)


@register.simple_tag
def clinic_data(clinic: Clinic) -> SafeString:
    return data.script(data.medical_clinic(clinic))
