"""Every page that a family can meet, full of what it can show."""

from datetime import date, timedelta
from unittest import mock

from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from appointments import tokens
from pages import prose
from pages.clinic import Holiday
from pages.models import Article, Clinic
from pages.starter.loader import load
from tests.appointments.family import filled, send
from tests.makers import (
    make_article,
    make_person,
    make_picture,
    make_request,
    make_section,
    make_term,
    make_user,
)

PATHS = ("", "tumours/", "team/", "empty/", "glossary/", "contact/", "privacy/", "offline/")
TEXTS = {
    "bn": """\
## আরও কথা

প্রথম **কথা**, শব্দ0 আর একটি [ঠিকানা](https://who.int/)।

| ওষুধ | দিন |
|------|-----|
| ক    | ১   |

1. এক
2. দুই

""",
    "en": """\
## More words

First **words**, word 0 and a [link](https://who.int/).

| Drug | Day |
|------|-----|
| A    | 1   |

1. One
2. Two

""",
}
BOX = {"bn": "### এমন হলে:\n- এক\n- দুই", "en": "### If:\n- one\n- two"}
NOTE = {"bn": "এক\n\nদুই", "en": "One\n\nTwo"}
SEARCHES = {
    "bn": {
        "search": "",
        "found": "বায়োপসি",
        "instead": "kidnej tumor",
        "not found": "zzzzzz",
        "leads on": "contact",
    },
    "en": {
        "search": "",
        "found": "biopsy",
        "instead": "kidnej tumour",
        "not found": "কখগঘঙ",
        "leads on": "ঠিকানা",
    },
}
BOXES = ("emergency", "urgent", "routine", "do", "dont")


def make_everything() -> Article:
    """The starter texts of a clinic that has told everything of itself."""
    load()
    Clinic.objects.update(
        phone="01712-345678",
        second_phone="01812-345678",
        calls_from="01912-345678",
        whatsapp="01612-345678",
        email="a@clinic.example",
        map_url="https://maps.example/",
        address_bn="বাড়ি ৭, সড়ক ১২\nঢাকা",
        address_en="House 7, Road 12\nDhaka",
        hours_bn="দুপুরে এক ঘণ্টা বন্ধ",
        hours_en="Closed for an hour at noon",
        announcement_bn="ঈদের ছুটিতে ক্লিনিক বন্ধ",
        announcement_en="We are closed for Eid",
    )
    Holiday.objects.create(first_day=timezone.localdate())
    make_section("empty", title_bn="নতুন", title_en="New")
    for number in range(3):
        introductions = {"introduction_bn": "এক\n\nMBBS", "introduction_en": "One\n\nদুই"}
        make_person(picture=make_picture(), is_doctor=number == 0, **introductions)
    make_term(term_bn="শব্দ0", term_en="Word 0", explanation_bn="এক word", explanation_en="A শব্দ")
    return fill(Article.objects.get(slug="kidney-tumours"))


def fill(article: Article) -> Article:
    """With all that a text can have, and approved by doctors."""
    article.summary_bn, article.summary_en = "এক summary", "A সারকথা"
    article.picture = make_picture(caption_bn="ছবি", caption_en="Caption", credit="Rahima রহিমা")
    for code, words in TEXTS.items():
        boxes = "".join(f"::: {kind}\n{BOX[code]}\n:::\n\n" for kind in BOXES)
        figure = f'<figure data-picture="{article.picture.pk}"></figure>'
        body = getattr(article, f"body_{code}") + prose.from_markdown(words + boxes) + figure
        setattr(article, f"body_{code}", body)
    article.save()
    for code in TEXTS:
        article.reviews.create(
            language=code,
            digest=getattr(article, f"digest_{code}"),
            reviewer="Rahima রহিমা",
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
            for name, typed in SEARCHES[language].items()
        },
    }


def articles(language: str, article: Article) -> dict[str, HttpResponse]:
    def read(path: str = "tumours/kidney-tumours/") -> HttpResponse:
        return Client().get(f"/{language}/{path}")

    link = article.preview_links.create(made_by=make_user("rina"))
    pages = {"article": read(), "preview": read(f"preview/{link.token}/")}
    withdrawn = make_article(slug="withdrawn", published_at_bn=None, published_at_en=None)
    for code in ("bn", "en"):
        setattr(withdrawn, f"withdrawn_at_{code}", timezone.now())
        setattr(withdrawn, f"withdrawn_note_{code}", NOTE[code])
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
    form = f"/{language}/appointment/"
    sent = make_request(urgent_signs=["fit"], filled_by_phone="+971 50 123 4567")
    received = f"{form}received/{tokens.received_token(sent.submission_key)}/"
    return {
        "form": Client().get(form),
        "form with mistakes": send({"email": "x", "child_age": "x"}, language),
        "form with ticks": send(filled(phone="", urgent_signs=["fit", "breathing"]), language),
        "received": Client().get(received),
        "received, with a mistake": Client().post(received, {"phone": "1"}),
        "received, long ago": Client().get(f"{form}received/x/"),
        **standings(f"{form}status/"),
    }


def standings(address: str) -> dict[str, HttpResponse]:
    """Where requests stand, as families look them up."""
    now = timezone.now()
    visit = {"visit_at": now + timedelta(days=2), "phone": "+971 50 123 4567"}
    scheduled = make_request(status="scheduled", **visit)
    requests = {
        "new": make_request(answer_due=now + timedelta(hours=3)),
        "late": make_request(answer_due=now - timedelta(hours=3)),
        "scheduled": scheduled,
        "cancelled": make_request(status="withdrawn"),
    }
    ticket = tokens.status_ticket(scheduled.reference)
    return {
        "look-up": Client().get(address),
        "look-up with mistakes": Client().post(address, {"reference": "x"}),
        **{
            name: Client().post(address, {"reference": each.reference, "phone": each.phone})
            for name, each in requests.items()
        },
        "cancel": Client().post(f"{address}withdraw/", {"ticket": ticket}),
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
