"""Every page that a family can meet, full of what it can show."""

from datetime import date, timedelta
from unittest import mock

from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from appointments import tokens
from pages import prose
from pages.clinic import EmergencyNumber, Holiday
from pages.models import Article, Source, StarterEntry
from tests.appointments.family import filled, send
from tests.makers import (
    make_article,
    make_clinic,
    make_person,
    make_picture,
    make_request,
    make_section,
    make_term,
    make_user,
)

PATHS = ("", "tumours/", "team/", "empty/", "glossary/", "contact/", "privacy/", "offline/")
TEXT = """\
## One

First **words**, word 0, শব্দ0 and a [link](https://who.int/).

![](kidney)

## Two

| Drug | Day |
|------|-----|
| A    | 1   |

## Three

1. First
2. Second

"""
BOXES = "".join(
    f"::: {kind}\n### Heading\n- one\n- two\n:::\n\n"
    for kind in ("emergency", "urgent", "routine", "do", "dont")
)


def make_everything() -> Article:
    """A clinic that has told everything of itself; the article between two others."""
    texts = {"name": "N", "introduction": "I", "address": "A\nB", "hours": "H", "announcement": "!"}
    make_clinic(
        second_phone="01812-345678",
        calls_from="01912-345678",
        whatsapp="01612-345678",
        email="a@clinic.example",
        map_url="https://maps.example/",
        **{f"{name}_{code}": text for name, text in texts.items() for code in ("bn", "en")},
        **dict.fromkeys(("privacy_bn", "privacy_en"), "<p>Private</p>"),
    )
    EmergencyNumber.objects.create(number="999", country_bn="বাংলাদেশ", country_en="Bangladesh")
    Holiday.objects.create(first_day=timezone.localdate())
    make_section("team")
    make_section("empty")
    for number in range(3):
        make_person(picture=make_picture(), is_doctor=number == 0, introduction_bn="এক\n\nদুই")
        make_term(term_en=f"Word {number}", term_bn=f"শব্দ{number}")
    return make_articles()


def make_articles() -> Article:
    picture = make_picture(caption_bn="ছবি", caption_en="Caption", credit="Somebody")
    text = prose.from_markdown(TEXT + BOXES) + f'<figure data-picture="{picture.pk}"></figure>'
    make_article(slug="before", title_en="Before", position=1)
    article = make_article(
        position=2, picture=picture, body_bn=text, body_en=text, description_en="Description"
    )
    make_article(slug="after", title_en="After", position=3)
    Source.objects.create(article=article, organisation="WHO", title="One", url="https://who.int/")
    Source.objects.create(article=article, organisation="NCI", title="Two", year="2024")
    for code in ("bn", "en"):
        path = f"{code}/tumours/kidney-tumours.md"
        StarterEntry.objects.create(path=path, digest="x", article=article)
        article.reviews.create(
            language=code,
            digest=getattr(article, f"digest_{code}"),
            reviewer="Dr A",
            reviewed_on=date(2026, 1, 1),
            next_review_on=date(2099, 1, 1),
            approved_by=make_user(f"doctor-{code}"),
        )
    return article


def every_page(language: str) -> dict[str, HttpResponse]:
    article = make_everything()
    return {
        **articles(language, article),
        **appointments(language),
        **errors(language),
        **{path: Client().get(f"/{language}/{path}") for path in PATHS},
        **{
            name: Client().get(f"/{language}/search/", {"q": typed})
            for name, typed in (("search", ""), ("found", "first"), ("not found", "zzzzzz"))
        },
    }


def articles(language: str, article: Article) -> dict[str, HttpResponse]:
    def read(path: str = "tumours/kidney/") -> HttpResponse:
        return Client().get(f"/{language}/{path}")

    link = article.preview_links.create(made_by=make_user("rina"))
    pages = {"article": read(), "preview": read(f"preview/{link.token}/")}
    withdrawn = make_article(slug="withdrawn", published_at_bn=None, published_at_en=None)
    for code in ("bn", "en"):
        setattr(withdrawn, f"withdrawn_at_{code}", timezone.now())
        setattr(withdrawn, f"withdrawn_note_{code}", "One\n\nTwo")
    withdrawn.save()
    return {
        **pages,
        "only here": only_here(language),
        "withdrawn": read("tumours/withdrawn/"),
        "preview ended": read("preview/x/"),
    }


def only_here(language: str) -> HttpResponse:
    """An article that the other language lacks."""
    other = "en" if language == "bn" else "bn"
    make_article(slug="only", **{f"published_at_{other}": None})
    return Client().get(f"/{language}/tumours/only/")


def appointments(language: str) -> dict[str, HttpResponse]:
    form, status = f"/{language}/appointment/", f"/{language}/appointment/status/"
    received = make_request(urgent_signs=["fit"], filled_by_phone="+971 50 123 4567")
    token = tokens.received_token(received.submission_key)
    visit_at = timezone.now() + timedelta(days=2)
    scheduled = make_request(status="scheduled", visit_at=visit_at, phone="+971 50 123 4567")
    answers = {"reference": scheduled.reference, "phone": scheduled.phone}
    ticket = tokens.status_ticket(scheduled.reference)
    return {
        "form": Client().get(form),
        "form with mistakes": send({"email": "x", "child_age": "x"}, language),
        "form with ticks": send(filled(phone="", urgent_signs=["fit", "breathing"]), language),
        "received": Client().get(f"{form}received/{token}/"),
        "received, with a mistake": Client().post(f"{form}received/{token}/", {"phone": "1"}),
        "received, long ago": Client().get(f"{form}received/x/"),
        "look-up": Client().get(status),
        "look-up with mistakes": Client().post(status, {"reference": "x"}),
        "status": Client().post(status, answers),
        "withdraw": Client().post(f"{status}withdraw/", {"ticket": ticket}),
    }


def errors(language: str) -> dict[str, HttpResponse]:
    client = Client(raise_request_exception=False)
    form = f"/{language}/appointment/"
    long = {"message": "x" * 1_000_000}
    staff = Client(enforce_csrf_checks=True, headers={"Accept-Language": language})
    with mock.patch("pages.views.render", None):
        broken = client.get(f"/{language}/")
    with mock.patch("pages.views.render", side_effect=OperationalError):
        unread = client.get(f"/{language}/contact/")
    with mock.patch("appointments.views.AppointmentForm.save", side_effect=OperationalError):
        full = client.post(form, filled())
    return {
        "400": client.post(form, long),
        "403": client.post(form, headers={"Origin": "https://evil.example"}),
        "403, staff": staff.post("/admin/login/"),
        "404": client.get(f"/{language}/nowhere/"),
        "500": broken,
        "503": unread,
        "503 with answers": full,
    }
