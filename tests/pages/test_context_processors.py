"""What stands in every page's frame: the clinic, its phones and the sections."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone, translation

from pages.bengali import weekday_date
from pages.clinic import EmergencyNumber, Holiday
from pages.context_processors import site
from tests.makers import make_article, make_clinic, make_section
from tests.page import links, parse, text, texts

FRAMED = ["", "tumours/", "tumours/kidney/", "contact/", "privacy/", "appointment/", "nowhere/"]

pytestmark = pytest.mark.django_db


def phones(response) -> list[tuple[str, str]]:
    return [link for link in links(parse(response)) if link[0].startswith("tel:")]


@pytest.mark.parametrize("path", FRAMED)
@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_clinic_without_phones_shows_none(client, language, path):
    make_article()
    make_clinic(phone="", hours_bn="সকাল", hours_en="Mornings")
    response = client.get(f"/{language}/{path}")
    assert phones(response) == []
    assert "☎" not in response.content.decode()


@pytest.mark.parametrize("path", FRAMED)
@pytest.mark.parametrize(("language", "shown"), [("bn", "০১৭১২-৩৪৫৬৭৮"), ("en", "01712-345678")])
def test_the_phone_is_a_link_at_the_top_and_in_the_text_of_every_page(
    client, language, shown, path
):
    make_article()
    make_clinic(phone="01712-345678")
    top, *others = phones(client.get(f"/{language}/{path}"))
    assert top == ("tel:01712345678", f"☎ {shown}")
    assert set(others) == {("tel:01712345678", shown)}


def test_a_phone_that_staff_typed_in_bengali_digits_can_be_dialled(client):
    make_clinic(phone="+৮৮০ ১৭১২ ৩৪৫৬৭৮")
    assert phones(client.get("/bn/")) == [
        ("tel:+8801712345678", "☎ +৮৮০ ১৭১২ ৩৪৫৬৭৮"),
        ("tel:+8801712345678", "+৮৮০ ১৭১২ ৩৪৫৬৭৮"),
    ]


def particulars(client, language: str) -> list[tuple[str, str]]:
    page = parse(client.get(f"/{language}/contact/"))
    return [(text(each.find("dt")), text(each.find("dd"))) for each in page.findall(".//dl/div")]


def test_the_contact_page_shows_what_the_clinic_has_told(client):
    make_clinic(
        second_phone="01812-000000",
        whatsapp="+880 1912-000000",
        email="clinic@example.org",
        address_bn="১২ সড়ক\nঢাকা",
        address_en="12 Road\nDhaka",
        map_url="https://osm.example/12",
        hours_bn="দুপুরে বন্ধ",
        hours_en="Closed for lunch",
    )
    assert particulars(client, "en") == [
        ("Phone", "01712-34567801812-000000"),
        ("WhatsApp", "+880 1912-000000"),
        ("Email", "clinic@example.org"),
        ("Address", "12 RoadDhakaShow on a map"),
        ("Opening hours", "Sunday to Thursday, 9 am to 5 pmClosed for lunch"),
    ]
    assert [words for _name, words in particulars(client, "bn")] == [
        "০১৭১২-৩৪৫৬৭৮০১৮১২-০০০০০০",
        "+৮৮০ ১৯১২-০০০০০০",
        "clinic@example.org",
        "১২ সড়কঢাকামানচিত্রে দেখুন",
        "রবিবার থেকে বৃহস্পতিবার, সকাল ৯টা থেকে বিকেল ৫টাদুপুরে বন্ধ",
    ]
    page = parse(client.get("/en/contact/"))
    assert [link.get("href") for each in page.findall(".//dl/div") for link in each.iter("a")] == [
        *("tel:01712345678", "tel:01812000000", "https://wa.me/8801912000000"),
        *("mailto:clinic@example.org", "https://osm.example/12"),
    ]


def test_the_contact_page_of_a_clinic_that_has_told_nothing_is_short(client):
    hours = [("Opening hours", "Sunday to Thursday, 9 am to 5 pm")]
    assert particulars(client, "en") == hours  # without a row, too
    clinic = make_clinic(phone="")
    assert particulars(client, "en") == hours
    clinic.working_days = []
    clinic.save()
    assert particulars(client, "en") == []


def test_the_contact_page_names_the_holidays_of_the_next_sixty_days(client):
    make_clinic(phone="", working_days=[])
    today = timezone.localdate()
    first, last = today + timedelta(days=59), today + timedelta(days=62)
    for start, end, name in (
        (first, last, "Eid"),
        (today, None, ""),
        (today + timedelta(days=61), None, "Far"),
        (today - timedelta(days=1), None, "Over"),
    ):
        Holiday.objects.create(first_day=start, last_day=end, name_en=name)
    with translation.override("en"):
        days = f"{weekday_date(today)}Eid: {weekday_date(first)} to {weekday_date(last)}"
    assert particulars(client, "en") == [("Closed on these days", days)]
    with translation.override("bn"):
        days = f"{weekday_date(today)}{weekday_date(first)} থেকে {weekday_date(last)}"
    assert [words for _name, words in particulars(client, "bn")] == [days]


HOURS = {
    "bn": "রবিবার থেকে বৃহস্পতিবার, সকাল ৯টা থেকে বিকেল ৫টা",
    "en": "Sunday to Thursday, 9 am to 5 pm",
}


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize(
    ("path", "heading", "count"),
    [
        ("", "help-heading", 1),  # "Would you rather talk?"
        ("tumours/", "help-heading", 1),  # "Shall we talk about your child?"
        ("appointment/", "help-heading", 1),
        ("appointment/", "emergency-heading", 1),
        ("contact/", "emergency-heading", 0),
    ],
)
def test_the_hours_and_the_note_stand_where_families_are_asked_to_call(
    client, language, path, heading, count
):
    make_section()
    make_clinic(hours_bn="দুপুরে বন্ধ", hours_en="Closed for lunch")
    page = parse(client.get(f"/{language}/{path}"))
    [block] = page.findall(f".//*[@aria-labelledby='{heading}']")
    note = {"bn": "দুপুরে বন্ধ", "en": "Closed for lunch"}[language]
    assert text(block).count(HOURS[language] + note) == count


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "bn",
            [
                "রাতে ও ছুটির দিনে এই ফরম কেউ দেখেন না। জরুরি হলে এখনই হাসপাতালে যান।",
                "এ সময়ে আমরা অনুরোধ দেখি: " + HOURS["bn"],
            ],
        ),
        (
            "en",
            [
                "Nobody reads this form at night or on holidays. In an emergency go to a hospital "
                "now.",
                "We read requests at these times: " + HOURS["en"],
            ],
        ),
    ],
)
def test_the_emergency_card_says_when_requests_are_read_and_when_not(client, language, words):
    page = parse(client.get(f"/{language}/appointment/"))
    assert texts(page, ".//section[@aria-labelledby='emergency-heading']/p") == words


@pytest.mark.parametrize("path", ["contact/", "appointment/"])
@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("bn", [("বাংলাদেশ", "tel:999", "৯৯৯"), ("ভারত", "tel:112", "১১২")]),
        ("en", [("Bangladesh", "tel:999", "999"), ("India", "tel:112", "112")]),
    ],
)
def test_the_emergency_card_has_the_numbers_of_each_country(client, language, shown, path):
    clinic = make_clinic()
    numbers = [("ভারত", "India", "112", 2), ("বাংলাদেশ", "Bangladesh", "999", 1)]
    for bn, en, number, position in numbers:
        EmergencyNumber.objects.create(
            clinic=clinic, country_bn=bn, country_en=en, number=number, position=position
        )
    page = parse(client.get(f"/{language}/{path}"))
    items = page.findall(".//section[@aria-labelledby='emergency-heading']//li")
    assert [
        (text(item).partition(":")[0], item.find("a").get("href"), text(item.find("a")))
        for item in items
    ] == shown


def test_without_emergency_numbers_the_card_still_sends_to_the_hospital(client):
    page = parse(client.get("/en/appointment/"))
    card = page.find(".//section[@aria-labelledby='emergency-heading']")
    assert text(card.find("h2")) == (
        "Emergency: Go to the nearest hospital now if your child is in danger"
    )
    assert card.findall(".//li") == []


def test_the_navigation_has_the_sections_with_a_title_in_the_language(client):
    make_section("hope", position=2, title_bn="আশা", title_en="Hope")
    make_section("tumours", position=1)
    make_section("team", position=3, title_bn="দল", title_en="")

    def navigation(language: str) -> list[str]:
        page = parse(client.get(f"/{language}/contact/"))
        wide = page.findall(".//nav[@class='wide']//a")
        assert [text(each) for each in wide] == [
            text(each) for each in page.findall(".//details[@class='menu']//a")
        ]
        return [text(each) for each in wide]

    assert navigation("en") == ["Tumours", "Hope", "Contact", "Search"]
    assert navigation("bn") == ["টিউমার", "আশা", "দল", "যোগাযোগ", "খুঁজুন"]


def test_the_clinics_name_is_at_the_top_and_a_plain_one_until_it_is_known(client):
    def brand() -> str:
        page = parse(client.get("/en/contact/"))
        return next(text(each) for each in page.iter("a") if each.get("class") == "brand")

    assert brand() == "Children's Tumour Surgery Clinic"
    make_clinic(name_en="Kite & Co")
    assert brand() == "Kite & Co"


def test_nothing_is_read_before_a_template_asks(django_assert_num_queries):
    make_clinic()
    make_section()
    with django_assert_num_queries(0):
        context = site(RequestFactory().get("/bn/"))
    assert context["site_url"] == "http://127.0.0.1:8000"
    with django_assert_num_queries(2), translation.override("bn"):
        assert context["clinic"].phone == "01712-345678"
        assert [each.title for each in context["sections"]] == ["টিউমার"]
        # And only once.
        assert (context["clinic"].whatsapp, len(context["sections"])) == ("", 1)
