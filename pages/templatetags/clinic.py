"""What the admin's start page asks those for who keep the site."""

from dataclasses import dataclass

from django import template
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils.translation import ngettext

from pages import languages, states
from pages.clinic import Clinic
from pages.models import Article

register = template.Library()

ASKED_FOR = ("phone", *(f"address_{code}" for code in languages.CODES), "calls_from")


@register.filter
def missing_particulars(user: AbstractUser) -> list[str]:
    """The labels of what is still empty, for those who may fill it in."""
    if not user.has_perm("pages.change_clinic"):
        return []
    clinic = Clinic.load()
    missing = [name for name in ASKED_FOR if not getattr(clinic, name)]
    return [Clinic._meta.get_field(name).verbose_name for name in missing]


@dataclass(frozen=True)
class Need:
    """Articles that wait for somebody: how many, why, and the table that shows just them."""

    number: int
    words: str
    address: str


@register.filter
def article_needs(user: AbstractUser) -> list[Need]:
    """What is to be done about the articles, for those who edit them; only what is there."""
    if not user.has_perm("pages.change_article"):
        return []
    articles, table = Article.objects.all(), reverse("admin:pages_article_changelist")
    found = [
        (
            articles.review_overdue().count(),
            lambda n: ngettext(
                "article whose review is overdue", "articles whose review is overdue", n
            ),
            "review=overdue",
        ),
        (
            articles.unreviewed().count(),
            lambda n: ngettext(
                "public article awaits review by the clinic's doctors",
                "public articles await review by the clinic's doctors",
                n,
            ),
            "review=missing",
        ),
        (
            articles.filter(states.behind("bn")).count(),
            lambda n: ngettext(
                "article whose Bengali is behind", "articles whose Bengali is behind", n
            ),
            "behind=bn",
        ),
        (
            articles.filter(states.behind("en")).count(),
            lambda n: ngettext(
                "article whose English is behind", "articles whose English is behind", n
            ),
            "behind=en",
        ),
    ]
    return [
        Need(number, words(number), f"{table}?{query}") for number, words, query in found if number
    ]
