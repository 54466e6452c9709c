"""Error pages: in the reader's language, with a way on, and without asking what is broken."""

import pytest
from django.db import InterfaceError, InternalError, OperationalError
from django.test import Client

from appointments import views as appointments
from pages import views as pages
from pages.models import Clinic
from tests.makers import make_clinic, make_section
from tests.page import links, parse, said, text, texts, values

EVIL = {"Origin": "https://evil.example"}
HEADINGS = {
    404: "We cannot find this page",
    403: "This is not possible",
    "csrf": "Please try again",
    400: "We could not read what was sent",
    500: "Something went wrong on our side",
    503: "We cannot save anything just now",
}


def heading(response) -> tuple[str, str]:
    """(language, heading) of a page that has one heading and no place in an index."""
    page = parse(response)
    [words] = texts(page, ".//h1")
    return page.get("lang"), words


@pytest.fixture
def remembered(monkeypatch) -> Clinic:
    """The clinic as this process last read it; the database need not be there."""
    clinic = Clinic(pk=1, phone="01712-345678")
    monkeypatch.setattr(Clinic, "last_known", clinic)
    return clinic


@pytest.fixture
def crash(monkeypatch) -> None:
    """Every public page breaks."""

    def broken(*_args, **_kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(pages, "render", broken)


# Not found


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(
    "path", ["nowhere/", "nowhere/at-all/", "a/b/c/", "কিডনি/", "%00/", "tumours/%ff/", "..%2f/"]
)
def test_not_found_in_the_language_of_the_address(language, path):
    response = Client().get(f"/{language}/{path}")
    assert response.status_code == 404
    assert heading(response) == (language, said(language, HEADINGS[404]))
    assert response.headers["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "language"), [("", "bn"), ("en", "en"), ("en,bn;q=0.1", "bn"), ("hi", "bn")]
)
@pytest.mark.parametrize("path", ["/nowhere", "/hi/", "/wp-login.php", "/static/none.css", "/a/9/"])
def test_not_found_elsewhere_in_the_readers_language(path, header, language):
    response = Client().get(path, headers={"Accept-Language": header})
    assert response.status_code == 404
    assert heading(response) == (language, said(language, HEADINGS[404]))


@pytest.mark.django_db
def test_not_found_leads_on_to_sections_phone_and_appointment_and_into_no_index():
    make_clinic()
    make_section("hope", position=2, title_en="Hope", intro_en="Numbers")
    make_section("tumours", position=1)
    page = parse(Client().get("/en/nowhere/"))
    cards = page.findall(".//main//li[@class='card']")
    assert [(card.find("h2/a").get("href"), text(card)) for card in cards] == [
        ("/en/tumours/", "TumoursIntro"),
        ("/en/hope/", "HopeNumbers"),
    ]
    assert ("/en/appointment/", "Book an appointment") in links(page)
    assert ("tel:01712345678", "01712-345678") in links(page)
    assert values(page, ".//meta[@name='robots']", "content") == ["noindex"]
    assert values(page, ".//link[@rel='canonical']", "href") == []
    assert values(page, ".//link[@rel='alternate']", "href") == []


# Refused


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_form_sent_from_another_site_is_refused_in_the_language_of_the_page(language):
    path = f"/{language}/appointment/"
    assert Client().post(path).status_code == 200
    response = Client().post(path, headers=EVIL)
    assert response.status_code == 403
    assert heading(response) == (language, said(language, HEADINGS[403]))
    assert values(parse(response), ".//meta[@name='robots']", "content") == ["noindex"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_staff_form_without_its_token_is_refused_in_the_readers_language(language):
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": language})
    response = client.post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert heading(response) == (language, said(language, HEADINGS["csrf"]))


# Broken


@pytest.mark.django_db
@pytest.mark.usefixtures("crash", "remembered")
@pytest.mark.parametrize(("language", "phone"), [("bn", "০১৭১২-৩৪৫৬৭৮"), ("en", "01712-345678")])
def test_a_broken_page_apologises_with_the_phone_and_asks_the_database_nothing(
    django_assert_num_queries, language, phone
):
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(0):
        response = client.get(f"/{language}/")
    assert response.status_code == 500
    assert heading(response) == (language, said(language, HEADINGS[500]))
    assert links(parse(response)) == [("tel:01712345678", phone)]
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.cookies == {}


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(
    "path", ["", "tumours/", "tumours/kidney/", "contact/", "appointment/", "x/y/z/"]
)
def test_without_a_database_every_page_still_gives_the_phone(language, path):
    # No database mark: whoever asks the database here fails.
    response = Client(raise_request_exception=False).get(f"/{language}/{path}")
    assert response.status_code == 500
    assert heading(response) == (language, said(language, HEADINGS[500]))
    assert [address for address, _words in links(parse(response))] == ["tel:01712345678"]


@pytest.mark.usefixtures("crash")
@pytest.mark.django_db
@pytest.mark.parametrize("clinic", [None, Clinic(pk=1)])
def test_a_broken_page_without_a_known_phone_names_none(monkeypatch, clinic):
    monkeypatch.setattr(Clinic, "last_known", clinic)
    page = parse(Client(raise_request_exception=False).get("/en/"))
    assert links(page) == []
    assert texts(page, ".//main/p") == [
        "This is not your fault. Please try again in a few minutes.",
        "If your child is in danger, go to the nearest hospital now.",
    ]


@pytest.mark.django_db
def test_the_phone_is_remembered_from_the_last_page_that_was_well(monkeypatch):
    monkeypatch.setattr(Clinic, "last_known", None)
    make_clinic(phone="01812-000000")
    client = Client(raise_request_exception=False)
    assert client.get("/bn/").status_code == 200

    def broken(*_args, **_kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(appointments, "render", broken)
    assert links(parse(client.get("/en/appointment/"))) == [("tel:01812000000", "01812-000000")]


@pytest.mark.django_db
@pytest.mark.usefixtures("crash")
def test_a_broken_page_tells_visitors_nothing_about_the_code():
    html = Client(raise_request_exception=False).get("/en/").content.decode()
    assert [word for word in ("RuntimeError", "broken", "Traceback", ".py") if word in html] == []


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(
    "error",
    [OperationalError("no connection"), InterfaceError("closed"), InternalError("read-only")],
)
def test_a_database_that_is_gone_is_unavailable_for_now(monkeypatch, language, error):
    def gone(*_args, **_kwargs):
        raise error

    monkeypatch.setattr(pages, "render", gone)
    response = Client(raise_request_exception=False).get(f"/{language}/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert heading(response) == (language, said(language, HEADINGS[503]))
    assert [address for address, _words in links(parse(response))] == ["tel:01712345678"]
    assert list(parse(response).iter("form")) == []


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_body_that_is_too_long_is_refused_with_a_sentence(language):
    body = "message=" + "x" * 1_000_000
    response = Client().post(
        f"/{language}/appointment/", body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 400
    assert heading(response) == (language, said(language, HEADINGS[400]))
    assert [address for address, _words in links(parse(response))] == ["tel:01712345678"]
