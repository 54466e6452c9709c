"""Editing: both languages side by side, safe text, and who may edit what."""

import re
from datetime import date, time

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from pages.clinic import Clinic, Holiday
from pages.models import Article, Section, Source
from tests.makers import make_article, make_clinic, make_section, make_user
from tests.page import links, parse, texts, values
from tests.pages.editing import logged_in

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/pages/article/"
CLINIC = "/admin/pages/clinic/"
NO_SOURCES = {"sources-TOTAL_FORMS": 0, "sources-INITIAL_FORMS": 0}
# What the clinic's form must hold: hours, promises, and no holidays or numbers yet.
PARTICULARS = {
    "working_days": [6, 0, 1, 2, 3],
    "opens_at": "09:00",
    "closes_at": "17:00",
    "promise_emergency": 1,
    "retention_days": 730,
    "promise_urgent": 4,
    "promise_soon": 8,
    "promise_routine": 24,
    **{"holidays-TOTAL_FORMS": 0, "holidays-INITIAL_FORMS": 0},
    **{"emergency_numbers-TOTAL_FORMS": 0, "emergency_numbers-INITIAL_FORMS": 0},
}


@pytest.fixture
def answers() -> dict:
    """A filled-in article form, public in Bengali since 2026 began."""
    return {
        "section": make_section().pk,
        "slug": "liver",
        "title_bn": "লিভারের টিউমার",
        "title_en": "Liver tumours",
        "summary_bn": "সারকথা",
        "summary_en": "Summary",
        "body_bn": "<h2>ক</h2><p>খ</p>",
        "body_en": "<p>Text</p>",
        "description_bn": "বর্ণনা",
        "description_en": "",
        "published_at_bn_0": "2026-01-01",
        "published_at_bn_1": "00:00",
        "published_at_en_0": "",
        "published_at_en_1": "",
        **NO_SOURCES,
    }


def errors(response) -> dict:
    return response.context["adminform"].form.errors


# Writing


def test_the_form_has_both_languages_side_by_side_bengali_first(editor):
    form = editor.get(f"{ARTICLES}add/").context["adminform"]
    lines = [[field.field.name for field in line] for fieldset in form for line in fieldset]
    assert lines == [
        ["section", "slug"],
        ["title_bn", "title_en"],
        ["summary_bn", "summary_en"],
        ["body_bn", "body_en"],
        ["description_bn", "description_en"],
        ["picture"],
        ["published_at_bn", "published_at_en"],
        ["opened_version"],
    ]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_an_article_is_stored_in_both_languages_whichever_the_editor_works_in(answers, language):
    response = logged_in(language=language).post(f"{ARTICLES}add/", answers)
    assert response.headers.get("Location") == ARTICLES
    article = Article.objects.get()
    stored = {name: getattr(article, name) for name in answers if hasattr(article, name)}
    assert stored == {
        **{name: value for name, value in answers.items() if name in stored},
        "section": article.section,
        "description_en": stored["description_en"],
    }
    assert not stored["description_en"]
    assert timezone.localtime(article.published_at_bn).isoformat() == "2026-01-01T00:00:00+06:00"
    assert article.published_at_en is None


def test_an_edit_in_one_language_leaves_the_other(editor, answers):
    article = make_article(Section.objects.get(), slug="liver")
    old = {"title_en": article.title_en, "body_en": article.body_en, "opened_version": 1}
    editor.post(f"{ARTICLES}{article.pk}/change/", answers | old | {"title_bn": "নতুন নাম"})
    article.refresh_from_db()
    assert (article.title_bn, article.title_en) == ("নতুন নাম", "Kidney tumours")
    assert (article.body_bn, article.body_en) == ("<h2>ক</h2><p>খ</p>", "<p>Text</p>")


def test_what_editors_paste_is_sanitised(editor, answers):
    dirty = '<p onclick="x()">ক</p><script>x()</script><a href="javascript:x()">খ</a>'
    draft = {"published_at_bn_0": "", "published_at_bn_1": ""}
    editor.post(f"{ARTICLES}add/", answers | draft | {"body_bn": dirty, "body_en": dirty})
    article = Article.objects.get()
    assert (article.body_bn, article.body_en) == ("<p>ক</p><a>খ</a>",) * 2


def test_the_privacy_notice_is_sanitised(manager):
    make_clinic()
    dirty = "<p>ক</p><script>x()</script>"
    manager.post(f"{CLINIC}1/change/", PARTICULARS | {"privacy_bn": dirty})
    assert Clinic.objects.get().privacy_bn == "<p>ক</p>"


@pytest.mark.parametrize("name", ["title_en", "summary_en", "body_en"])
def test_publishing_an_incomplete_language_is_refused_at_its_time(editor, answers, name):
    publish = {"published_at_en_0": "2026-01-01", "published_at_en_1": "00:00"}
    response = editor.post(f"{ARTICLES}add/", answers | publish | {name: ""})
    assert errors(response) == {
        "published_at_en": [
            "Write the title, the summary and the text in this language first, "
            "or leave this time empty to keep a draft."
        ]
    }
    assert Article.objects.count() == 0
    editor.post(f"{ARTICLES}add/", answers | publish)
    assert Article.objects.get().published_languages() == ["bn", "en"]


@pytest.mark.parametrize("slug", ["", "লিভার", "Liver", "liver_1"])
def test_an_address_of_other_letters_is_refused(editor, answers, slug):
    assert list(errors(editor.post(f"{ARTICLES}add/", answers | {"slug": slug}))) == ["slug"]
    assert Article.objects.count() == 0


def test_an_address_that_is_taken_is_refused(editor, answers):
    make_article(Section.objects.get(), slug="liver")
    response = editor.post(f"{ARTICLES}add/", answers)
    assert list(errors(response)) == ["__all__"]
    assert Article.objects.count() == 1


def test_a_source_typed_without_a_scheme_is_an_https_one(editor, answers):
    source = {"organisation": "WHO", "title": "Cancer", "url": "who.int/cancer", "position": 1}
    rows = {f"sources-0-{name}": value for name, value in source.items()}
    editor.post(f"{ARTICLES}add/", answers | rows | {"sources-TOTAL_FORMS": 1})
    assert Source.objects.get().url == "https://who.int/cancer"


def test_a_section_cannot_be_given_a_reserved_address(manager):
    response = manager.post("/admin/pages/section/add/", {"slug": "contact", "position": 1})
    assert list(errors(response)) == ["slug"]
    assert Section.objects.count() == 0


def test_a_section_with_articles_is_not_deleted(manager):
    article = make_article()
    response = manager.post(f"/admin/pages/section/{article.section_id}/delete/", {"post": "yes"})
    assert (response.status_code, Section.objects.count()) == (200, 1)
    assert response.context["protected"] != []


@pytest.mark.parametrize("path", [f"{ARTICLES}add/", f"{CLINIC}1/change/"])
def test_inline_code_of_the_editors_page_carries_the_nonce_of_its_policy(manager, path):
    make_clinic()
    response = manager.get(path)
    [nonce] = set(re.findall(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"]))
    html = response.content.decode()
    inline = [tag for tag in re.findall(r"<(?:script|style)\b[^>]*>", html) if " src=" not in tag]
    # JSON is data, not code.
    code = [tag for tag in inline if 'type="application/json"' not in tag]
    assert len(code) == 2
    assert [tag for tag in code if f'nonce="{nonce}"' not in tag] == []
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


# The lists


@pytest.mark.parametrize("others", [0, 2])
def test_the_article_list_asks_eight_questions_however_long(
    editor, django_assert_num_queries, others
):
    make_article()
    for number in range(others):
        make_article(make_section(f"section-{number}"), slug=f"article-{number}")
    with django_assert_num_queries(8):
        response = editor.get(ARTICLES)
    assert len(response.context["cl"].result_list) == 1 + others


@pytest.mark.parametrize("others", [0, 2])
def test_the_section_list_asks_seven_questions_however_long(
    manager, django_assert_num_queries, others
):
    make_section()
    for number in range(others):
        make_section(f"section-{number}")
    with django_assert_num_queries(7):
        response = manager.get("/admin/pages/section/")
    assert len(response.context["cl"].result_list) == 1 + others


@pytest.mark.parametrize("words", ["লিভার", "Liver", "hepatic", "যকৃৎ"])
def test_articles_are_found_by_the_words_of_either_language(editor, words):
    make_article(slug="kidney")
    make_article(
        slug="liver",
        title_bn="লিভারের টিউমার",
        title_en="Liver tumours",
        body_bn="<p>যকৃৎ</p>",
        summary_en="Hepatic",
    )
    found = editor.get(ARTICLES, {"q": words}).context["cl"].result_list
    assert [article.slug for article in found] == ["liver"]


def test_an_article_is_shown_on_the_site_once_it_is_public(editor):
    public = make_article()
    draft = make_article(slug="draft", published_at_bn=None, published_at_en=None)

    def link(article: Article) -> str | None:
        return editor.get(f"{ARTICLES}{article.pk}/change/").context.get("absolute_url")

    assert (link(public), link(draft)) == (f"/a/{public.pk}/", None)


# The clinic


def test_the_clinic_list_leads_to_its_only_row(manager):
    assert manager.get(CLINIC).status_code == 200
    make_clinic()
    response = manager.get(CLINIC)
    assert (response.status_code, response.headers["Location"]) == (302, f"{CLINIC}1/change/")


def test_the_clinic_is_neither_added_twice_nor_deleted():
    boss = logged_in("root", "", is_superuser=True)
    assert boss.get(f"{CLINIC}add/").status_code == 200
    make_clinic()
    assert boss.get(f"{CLINIC}add/").status_code == 403
    assert boss.post(f"{CLINIC}1/delete/", {"post": "yes"}).status_code == 403
    assert Clinic.objects.count() == 1


def test_a_manager_writes_the_clinics_particulars_and_emergency_numbers(manager, client):
    make_clinic()
    number = {"country_bn": "ভারত", "country_en": "India", "number": "112", "position": 1}
    rows = {f"emergency_numbers-0-{name}": value for name, value in number.items()}
    answers = {
        "name_bn": "ঘুড়ি ক্লিনিক",
        "name_en": "Kite Clinic",
        "discreet_name_bn": "ঘুড়ি",
        "phone": "০১৭১২-৩৪৫৬৭৮",
        "calls_from": "০২-১২৩৪",
        "map_url": "osm.example/1",
        **PARTICULARS,
        **rows,
        "emergency_numbers-TOTAL_FORMS": 1,
    }
    response = manager.post(f"{CLINIC}1/change/", answers)
    assert response.status_code == 302
    clinic = Clinic.objects.get()
    assert (clinic.name_bn, clinic.name_en) == ("ঘুড়ি ক্লিনিক", "Kite Clinic")
    assert (clinic.discreet_name_bn, clinic.calls_from) == ("ঘুড়ি", "০২-১২৩৪")
    assert (clinic.phone, clinic.map_url) == ("০১৭১২-৩৪৫৬৭৮", "https://osm.example/1")
    assert list(clinic.emergency_numbers.values("country_bn", "country_en", "number")) == [
        {"country_bn": "ভারত", "country_en": "India", "number": "112"}
    ]
    # At once on the site.
    assert 'href="tel:01712345678"' in client.get("/en/").content.decode()


def test_the_country_of_an_emergency_number_is_written_in_both_languages(manager):
    make_clinic()
    number = {"country_bn": "ভারত", "country_en": "", "number": "112", "position": 1}
    rows = {f"emergency_numbers-0-{name}": value for name, value in number.items()}
    answers = {**PARTICULARS, **rows, "emergency_numbers-TOTAL_FORMS": 1}
    response = manager.post(f"{CLINIC}1/change/", answers)
    [_holidays, numbers] = response.context["inline_admin_formsets"]
    assert [form.errors.keys() for form in numbers.formset] == [{"country_en"}]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("bn", "শনিবার রবিবার সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার"),
        ("en", "Saturday Sunday Monday Tuesday Wednesday Thursday Friday"),
    ],
)
def test_working_days_are_ticks_in_a_week_that_begins_on_saturday(language, names):
    make_clinic()
    page = parse(logged_in("boss", MANAGERS, language=language).get(f"{CLINIC}1/change/"))
    days = "//*[@id='id_working_days']"
    assert texts(page, f".{days}//label") == names.split()
    assert values(page, f".{days}//input[@checked]", "value") == ["6", "0", "1", "2", "3"]


@pytest.mark.parametrize("days", [[], [5], [5, 6, 0]])
def test_the_days_that_are_ticked_are_the_working_days(manager, days):
    make_clinic()
    assert (
        manager.post(f"{CLINIC}1/change/", PARTICULARS | {"working_days": days}).status_code == 302
    )
    assert Clinic.objects.get().working_days == days


def test_a_day_that_is_none_is_refused(manager):
    make_clinic()
    response = manager.post(f"{CLINIC}1/change/", PARTICULARS | {"working_days": [7]})
    assert list(errors(response)) == ["working_days"]
    assert Clinic.objects.get().working_days == [6, 0, 1, 2, 3]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_hours_promises_and_holidays_are_read_in_bengali_digits(language):
    make_clinic()
    holiday = {"first_day": "১৬/১২/২০২৬", "last_day": "", "name_bn": "বিজয় দিবস"}
    answers = {
        "opens_at": "০৮:৩০",
        "closes_at": "১৭:০০",
        "promise_soon": "৮",
        "promise_routine": "২০০",
        "holidays-TOTAL_FORMS": 1,
        **{f"holidays-0-{name}": value for name, value in holiday.items()},
    }
    manager = logged_in("boss", MANAGERS, language=language)
    assert manager.post(f"{CLINIC}1/change/", PARTICULARS | answers).status_code == 302
    clinic = Clinic.objects.get()
    assert (clinic.opens_at, clinic.closes_at) == (time(8, 30), time(17))
    assert (clinic.promise_soon, clinic.promise_routine) == (8, 200)
    day = date(2026, 12, 16)
    assert list(Holiday.objects.values_list("first_day", "last_day", "name_en")) == [
        (day, day, None)
    ]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"closes_at": "09:00"}, {"closes_at": ["Enter a time after the opening time."]}),
        ({"closes_at": "২৫:০০"}, {"closes_at": ["Enter a valid time."]}),
        ({"opens_at": ""}, {"opens_at": ["This field is required."]}),
        (
            {"promise_soon": "০"},
            {"promise_soon": ["Ensure this value is greater than or equal to 1."]},
        ),
        (
            {"promise_soon": "২০১"},
            {"promise_soon": ["Ensure this value is less than or equal to 200."]},
        ),
    ],
)
def test_impossible_hours_and_promises_are_refused(manager, answers, expected):
    make_clinic()
    assert errors(manager.post(f"{CLINIC}1/change/", PARTICULARS | answers)) == expected
    assert Clinic.objects.get().closes_at == time(17)


def test_a_holiday_that_ends_before_it_begins_is_refused(manager):
    make_clinic()
    answers = {
        "holidays-TOTAL_FORMS": 1,
        "holidays-0-first_day": "16/12/2026",
        "holidays-0-last_day": "15/12/2026",
    }
    response = manager.post(f"{CLINIC}1/change/", PARTICULARS | answers)
    [formset, _numbers] = response.context["inline_admin_formsets"]
    assert formset.formset.errors == [{"last_day": ["Enter the first day or a later one."]}]
    assert Holiday.objects.count() == 0


# The start page


def missing(client: Client) -> list[str]:
    return texts(parse(client.get("/admin/")), ".//*[@id='missing-particulars']//li")


def test_the_start_page_asks_managers_for_what_is_missing(manager):
    everything = [
        *("Phone", "Address (Bengali)", "Address (English)", "Number we call families from"),
    ]
    assert missing(manager) == everything
    make_clinic()
    assert missing(manager) == everything[1:]
    Clinic.objects.update(address_bn="ঢাকা", calls_from="02-1234")
    assert missing(manager) == ["Address (English)"]
    page = parse(manager.get("/admin/"))
    assert (CLINIC, "Fill in the clinic's particulars") in links(page)
    Clinic.objects.update(address_en="Dhaka")
    assert missing(manager) == []
    assert "missing-particulars" not in manager.get("/admin/").content.decode()


@pytest.mark.parametrize("group", [EDITORS, APPOINTMENT_STAFF])
def test_the_start_page_asks_nobody_else(group):
    assert missing(logged_in("rina", group)) == []


# Rights

NOBODY, STAFF = "nobody", "staff without rights"
EVERYONE = (NOBODY, STAFF, EDITORS, APPOINTMENT_STAFF, MANAGERS)
LOGIN, NO, YES = 302, 403, 200


@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("article/", (LOGIN, NO, YES, NO, YES)),
        ("article/add/", (LOGIN, NO, YES, NO, YES)),
        ("article/{article}/change/", (LOGIN, NO, YES, NO, YES)),
        ("article/{article}/delete/", (LOGIN, NO, YES, NO, YES)),
        ("article/{article}/history/", (LOGIN, NO, YES, NO, YES)),
        ("section/", (LOGIN, NO, YES, NO, YES)),
        ("section/add/", (LOGIN, NO, NO, NO, YES)),
        ("section/{section}/change/", (LOGIN, NO, YES, NO, YES)),
        ("section/{section}/delete/", (LOGIN, NO, NO, NO, YES)),
        ("clinic/add/", (LOGIN, NO, NO, NO, NO)),
        ("clinic/1/change/", (LOGIN, NO, NO, NO, YES)),
        ("clinic/1/delete/", (LOGIN, NO, NO, NO, NO)),
        ("clinic/1/history/", (LOGIN, NO, NO, NO, YES)),
    ],
)
def test_who_may_open_what(path, statuses):
    article = make_article()
    section = make_section("empty")
    make_clinic()
    address = "/admin/pages/" + path.format(article=article.pk, section=section.pk)
    opened = {}
    for number, who in enumerate(EVERYONE):
        client = Client()
        if who != NOBODY:
            groups = [who] if who in (EDITORS, APPOINTMENT_STAFF, MANAGERS) else []
            client.force_login(make_user(f"person-{number}", *groups))
        opened[who] = client.get(address).status_code
    assert opened == dict(zip(EVERYONE, statuses, strict=True))


def test_an_editor_reads_sections_but_does_not_change_them(editor):
    section = make_section()
    address = f"/admin/pages/section/{section.pk}/change/"
    html = editor.get(address).content.decode()
    assert ("Tumours" in html, 'name="title_en"' in html) == (True, False)
    answers = {"slug": "lumps", "position": 1, "title_bn": "চাকা"}
    assert editor.post(address, answers).status_code == 403
    assert Section.objects.get().slug == "tumours"


def test_an_editor_cannot_change_the_clinic(editor):
    make_clinic()
    answers = PARTICULARS | {"phone": "1"}
    assert editor.post(f"{CLINIC}1/change/", answers).status_code == 403
    assert Clinic.objects.get().phone == "01712-345678"


def test_a_right_taken_away_counts_from_the_next_request(editor):
    assert editor.get(ARTICLES).status_code == 200
    Permission.objects.filter(content_type__app_label="pages").delete()
    assert editor.get(ARTICLES).status_code == 403
