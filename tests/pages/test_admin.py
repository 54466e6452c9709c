"""Editing: both languages side by side, safe text, and who may edit what."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from clinic_site.groups import APPOINTMENT_STAFF, EDITORS, MANAGERS
from pages.models import Article, Clinic, Section, Source
from tests.makers import make_article, make_clinic, make_section, make_user

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/pages/article/"
CLINIC = "/admin/pages/clinic/"
NO_SOURCES = {"sources-TOTAL_FORMS": 0, "sources-INITIAL_FORMS": 0}
NO_NUMBERS = {"emergency_numbers-TOTAL_FORMS": 0, "emergency_numbers-INITIAL_FORMS": 0}


def log_in(*groups: str, **fields) -> Client:
    client = Client()
    client.force_login(make_user("rina", *groups, **fields))
    return client


@pytest.fixture
def editor() -> Client:
    return log_in(EDITORS)


@pytest.fixture
def manager() -> Client:
    return log_in(MANAGERS)


@pytest.fixture
def answers() -> dict:
    """A filled-in article form, public in Bengali since 2026 began."""
    return {
        "section": make_section().pk,
        "slug": "liver",
        "position": 3,
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
        ["section", "slug", "position"],
        ["title_bn", "title_en"],
        ["summary_bn", "summary_en"],
        ["body_bn", "body_en"],
        ["description_bn", "description_en"],
        ["published_at_bn", "published_at_en"],
    ]


@pytest.mark.parametrize("language", ["bn", "en"])
def test_an_article_is_stored_in_both_languages_whichever_the_editor_works_in(answers, language):
    response = log_in(EDITORS, language=language).post(f"{ARTICLES}add/", answers)
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
    old = {"title_en": article.title_en, "body_en": article.body_en}
    editor.post(f"{ARTICLES}{article.pk}/change/", answers | old | {"title_bn": "নতুন নাম"})
    article.refresh_from_db()
    assert (article.title_bn, article.title_en) == ("নতুন নাম", "Kidney tumours")
    assert (article.body_bn, article.body_en) == ("<h2>ক</h2><p>খ</p>", "<p>Text</p>")


def test_what_editors_paste_is_sanitised(editor, answers):
    dirty = '<p onclick="x()">ক</p><script>x()</script><a href="javascript:x()">খ</a>'
    editor.post(f"{ARTICLES}add/", answers | {"body_bn": dirty, "body_en": dirty})
    article = Article.objects.get()
    assert (article.body_bn, article.body_en) == ("<p>ক</p><a>খ</a>",) * 2


def test_the_privacy_notice_is_sanitised(manager):
    make_clinic()
    dirty = "<p>ক</p><script>x()</script>"
    manager.post(f"{CLINIC}1/change/", {"phone": "1", "privacy_bn": dirty, **NO_NUMBERS})
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


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["missing", "draft", "scheduled", "public"]),
        ("bn", ["লেখা নেই", "খসড়া", "সময় ঠিক করা", "প্রকাশিত"]),
    ],
)
def test_the_list_says_where_each_language_stands(language, words):
    now, later = timezone.now(), timezone.now() + timedelta(days=1)
    states = {
        "missing": {"title": "", "published_at": None},
        "draft": {"published_at": None},
        "scheduled": {"published_at": later},
        "public": {"published_at": now},
    }
    names = list(states)
    for position, (bn, en) in enumerate(zip(names, reversed(names), strict=True)):
        fields = {f"{name}_bn": value for name, value in states[bn].items()}
        fields |= {f"{name}_en": value for name, value in states[en].items()}
        make_article(slug=bn, position=position, **fields)
    html = log_in(EDITORS, language=language).get(ARTICLES).content.decode()
    for code, expected in (("bn", words), ("en", words[::-1])):
        assert re.findall(rf'<td class="field-state_{code}">([^<]*)', html) == expected


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
    boss = log_in(is_superuser=True)
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
        "phone": "০১৭১২-৩৪৫৬৭৮",
        "map_url": "osm.example/1",
        **NO_NUMBERS,
        **rows,
        "emergency_numbers-TOTAL_FORMS": 1,
    }
    response = manager.post(f"{CLINIC}1/change/", answers)
    assert response.status_code == 302
    clinic = Clinic.objects.get()
    assert (clinic.name_bn, clinic.name_en) == ("ঘুড়ি ক্লিনিক", "Kite Clinic")
    assert (clinic.phone, clinic.map_url) == ("০১৭১২-৩৪৫৬৭৮", "https://osm.example/1")
    assert list(clinic.emergency_numbers.values("country_bn", "country_en", "number")) == [
        {"country_bn": "ভারত", "country_en": "India", "number": "112"}
    ]
    # At once on the site.
    assert 'href="tel:01712345678"' in client.get("/en/").content.decode()


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
    answers = {"phone": "1", **NO_NUMBERS}
    assert editor.post(f"{CLINIC}1/change/", answers).status_code == 403
    assert Clinic.objects.get().phone == "01712-345678"


def test_a_right_taken_away_counts_from_the_next_request(editor):
    assert editor.get(ARTICLES).status_code == 200
    Permission.objects.filter(content_type__app_label="pages").delete()
    assert editor.get(ARTICLES).status_code == 403
