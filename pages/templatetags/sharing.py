"""Tells a page which picture goes with its link."""

from django import template

from pages.sharing import SharedPicture, picture_for

register = template.Library()


@register.simple_tag(takes_context=True)
def shared_picture(context: template.Context) -> SharedPicture:
    article = context.get("article")
    return picture_for(article.section if article else context.get("section"), article)
