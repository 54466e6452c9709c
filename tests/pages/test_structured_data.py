"""What search engines are told: nothing that is not known, not shown or not true."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from pages.models import Article, Clinic
from tests.makers import make_article, make_clinic, make_person, make_section, make_user
from tests.page import parse, texts

SITE = "http://127.0.0.1:8000"
KIDNEY = "/{}/tumours/kidney/"

pytestmark = pytest.mark.django_db


def told(path: str) -> dict[str, list[dict]]:
    """The things that the page tells of, by type."""
    found: dict[str, list[dict]] = {}
    for script in parse(Client().get(path)).findall(".//script[@type='application/ld+json']"):
        block = json.loads(script.text)
        assert block["@context"] == "https://schema.org"
        for thing in block["@graph"]:
            found.setdefault(thing.pop("@type"), []).append(thing)
    return found


# Articles


@pytest.fixture
def article() -> Article:
    """Its Bengali was changed at night: by the clinic's clock on the day after."""
    article = make_article(published_at_bn=datetime(2026, 1, 1, 20, tzinfo=UTC))
    Article.objects.update(text_changed_at_bn=datetime(2026, 1, 4, 20, tzinfo=UTC))
    return article


def approve(article: Article, language: str = "bn", **fields) -> None:
    article.reviews.create(
        **{
            "language": language,
            "digest": getattr(article, f"digest_{language}"),
            "reviewed_on": date(2026, 1, 3),
            "approved_by": make_user(),
            **fields,
        }
    )


def test_an_article_nobody_approved_tells_of_no_review(article):
    assert told(KIDNEY.format("bn"))["MedicalWebPage"] == [
        {
            "url": f"{SITE}/bn/tumours/kidney/",
            "name": "কিডনির টিউমার",
            "description": "সারকথা",
            "inLanguage": "bn",
            "datePublished": "2026-01-02",
            "dateModified": "2026-01-05",
            "isPartOf": {"@type": "WebSite", "url": f"{SITE}/bn/"},
        }
    ]


def test_a_text_that_is_as_readers_first_saw_it_was_not_modified(article):
    """However late the other language, a picture or the article's place in its section changed."""
    Article.objects.update(text_changed_at_bn=article.published_at_bn + timedelta(minutes=1))
    assert "dateModified" not in told(KIDNEY.format("bn"))["MedicalWebPage"][0]


def test_an_article_is_described_in_its_own_language(article):
    make_clinic(name_bn="ক্লিনিক", name_en="Clinic")
    Article.objects.update(description_en="For search engines")
    [page] = told(KIDNEY.format("en"))["MedicalWebPage"]
    assert (page["name"], page["description"]) == ("Kidney tumours", "For search engines")
    assert page["inLanguage"] == "en"
    assert page["datePublished"] == str(timezone.localdate(article.published_at_en))
    assert page["isPartOf"] == {"@type": "WebSite", "name": "Clinic", "url": f"{SITE}/en/"}


@pytest.mark.parametrize(
    ("reviewer", "clinic", "by"),
    [
        ("Dr A", "Clinic", {"@type": "Person", "name": "Dr A"}),
        ("", "Clinic", {"@type": "MedicalClinic", "name": "Clinic"}),
        ("", "", None),
    ],
)
def test_a_review_in_force_is_told_as_the_page_says_it(article, reviewer, clinic, by):
    make_clinic(name_bn=clinic)
    approve(article, reviewer=reviewer)
    [page] = told(KIDNEY.format("bn"))["MedicalWebPage"]
    assert (page["lastReviewed"], page.get("reviewedBy")) == ("2026-01-03", by)
    [other] = told(KIDNEY.format("en"))["MedicalWebPage"]
    assert not {"lastReviewed", "reviewedBy"} & set(other)


def test_an_edit_ends_the_review_here_too(article):
    approve(article, reviewer="Dr A")
    article.body_bn = "<p>নতুন লেখা</p>"
    article.save()
    [page] = told(KIDNEY.format("bn"))["MedicalWebPage"]
    assert not {"lastReviewed", "reviewedBy"} & set(page)


def test_the_way_to_an_article_and_to_a_section(article):
    steps = [("Home", "/en/"), ("Tumours", "/en/tumours/"), ("Kidney tumours", KIDNEY.format("en"))]
    for length, path in ((3, KIDNEY.format("en")), (2, "/en/tumours/")):
        [way] = told(path)["BreadcrumbList"]
        assert way["itemListElement"] == [
            {"@type": "ListItem", "position": position, "name": name, "item": SITE + address}
            for position, (name, address) in enumerate(steps[:length], start=1)
        ]


def test_no_title_can_end_the_script(article):
    title = '</script><script>x()</script> & "<!--'
    Article.objects.update(title_en=title)
    page = Client().get(KIDNEY.format("en"))
    assert texts(parse(page), ".//h1") == [title]
    scripts = parse(page).findall(".//script")
    assert [each.get("src") is None for each in scripts] == [True, False]  # the data, reading.js
    assert told(KIDNEY.format("en"))["MedicalWebPage"][0]["name"] == title


# The clinic

WORKS = {
    "@type": "OpeningHoursSpecification",
    "dayOfWeek": ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday"],
    "opens": "09:00",
    "closes": "17:00",
}


@pytest.mark.parametrize("path", ["/bn/", "/bn/contact/"])
def test_the_clinic_is_told_as_staff_entered_it(path):
    make_clinic(
        name_bn="ক্লিনিক",
        phone="০১৭১২-৩৪৫৬৭৮",
        second_phone="01812-345678",
        email="a@clinic.example",
        address_bn="রাস্তা ১\r\nঢাকা",
        map_url="https://maps.example/1",
        working_days=[0],
        opens_at="08:30",
    )
    assert told(path)["MedicalClinic"] == [
        {
            "name": "ক্লিনিক",
            "url": f"{SITE}/bn/",
            "telephone": ["01712-345678", "01812-345678"],
            "email": "a@clinic.example",
            "address": "রাস্তা ১, ঢাকা",
            "hasMap": "https://maps.example/1",
            "openingHoursSpecification": WORKS | {"dayOfWeek": ["Monday"], "opens": "08:30"},
        }
    ]


def test_what_staff_did_not_enter_is_not_told():
    make_clinic(name_en="Clinic", working_days=[])
    assert told("/en/contact/")["MedicalClinic"] == [
        {"name": "Clinic", "url": f"{SITE}/en/", "telephone": ["01712-345678"]}
    ]


@pytest.mark.parametrize("fields", [{"name_en": "Clinic", "phone": ""}, {"name_en": ""}])
def test_a_clinic_nobody_can_reach_or_name_is_not_told(fields):
    make_clinic(**fields)
    assert told("/en/contact/") == told("/en/") == {}


def test_hours_are_told_with_an_address_alone():
    make_clinic(name_en="Clinic", phone="", address_en="Dhaka")
    [clinic] = told("/en/")["MedicalClinic"]
    assert clinic["openingHoursSpecification"] == WORKS


# People


def test_a_doctor_and_somebody_else_on_the_team():
    make_section("team")
    Clinic.objects.create(pk=1, name_en="Clinic")
    make_person(is_doctor=True)
    make_person(name_en="Shirin", role_en="Nurse", position=1)
    make_person(name_en="Gone", is_shown=False)
    found, clinic = told("/en/team/"), {"@type": "MedicalClinic", "name": "Clinic"}
    assert found["IndividualPhysician"] == [
        {"name": "Dr Rahima Khatun", "description": "Children's surgeon", "practicesAt": clinic}
    ]
    assert found["Person"] == [{"name": "Shirin", "jobTitle": "Nurse", "worksFor": clinic}]


def test_a_name_alone_is_told_alone():
    make_section("team")
    make_person(role_en="")
    assert told("/en/team/")["Person"] == [{"name": "Dr Rahima Khatun"}]
    make_section("hope")
    assert set(told("/en/hope/")) == {"BreadcrumbList"}
