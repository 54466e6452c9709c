"""The admin in Bengali, page by page: Latin letters for names only, and no Latin digits."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from appointments.models import Text
from clinic_site.models import User
from pages.models import Article, GlossaryTerm, Section, TeamMember
from tests.bengali_reader import all_left
from tests.clinic_site.test_role_matrix import ROUTES, filled
from tests.makers import (
    make_article,
    make_clinic,
    make_picture,
    make_request,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db

LISTS = [(name, route) for name, route in ROUTES if name.endswith("_changelist")]


@pytest.fixture
def objects() -> dict[str, int]:
    """Two of everything that is listed, the first of them in addresses; all of it in Bengali."""
    make_clinic(name_bn="ঘুড়ি", phone="০১৭১২৩৪৫৬৭৮")
    nurse = make_user("নার্স", first_name="রিনা", last_name="আক্তার", language="bn")
    visit = {"status": "scheduled", "visit_at": "2026-11-26T06:00:00Z"}
    request, other = (
        make_request(phone="০১৭১২৩৪৫৬৭৮", reference=reference, **fields)
        for reference, fields in (("22222222", visit), ("33333333", {}))
    )
    no_english = {"title_en": "", "summary_en": "", "body_en": "", "published_at_en": None}
    rows = {}
    for each, name, slug in ((request, "রিনা", "-"), (other, "মিনা", "--")):
        each.add_note("কথা হয়েছে", by=nurse)
        mail = each.messages.create(template="text", language="bn", recipient="", text="আসুন")
        login = {"username": name, "ip_address": "192.0.2.1"}
        AccessAttempt.objects.create(**login, failures_since_start=3)
        AccessFailureLog.objects.create(**login)
        AccessLog.objects.create(**login)
        rows = {
            "message": mail.pk,
            "article": make_article(slug=slug, **no_english).pk,
            "person": TeamMember.objects.create(name_bn=name).pk,
            "word": GlossaryTerm.objects.create(term_bn=name).pk,
            "text": Text.objects.create(name_bn=name, body_bn="আসুন").pk,
            "picture": make_picture(alternative_bn=name, alternative_en="").pk,
        }
    make_article(slug="_", **no_english).delete()
    article = Article.objects.get(pk=rows["article"])
    return rows | {
        "version": article.history.get().history_id,
        "deleted": Article.history.get(history_type="-").history_id,
        "link": article.preview_links.create(made_by=nurse).pk,
        "request": request.pk,
        "other": other.pk,
        "event": request.events.latest("pk").pk,
        "section": make_section("-", title_en="", intro_en="").pk,
        "user": nurse.pk,
        "clinic": 1,
    }


@pytest.fixture
def boss() -> Client:
    person = User.objects.create_superuser("বস", language="bn")
    person.groups.set(Group.objects.all())
    client = Client(headers={"accept-language": "bn"})
    client.force_login(person)
    return client


def parsed(response: HttpResponse) -> Element:
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def pages(boss: Client, objects: dict[str, int]) -> Iterator[HttpResponse]:
    addresses = [filled(name, route, objects) for name, route in ROUTES if name != "logout"]
    apps = [f"/admin/{app}/" for app in ("pages", "appointments", "clinic_site", "axes")]
    for address in (*addresses, *apps):
        response = boss.get(address)
        if response.status_code == 200 and "html" in response.headers["Content-Type"]:
            yield response


def test_every_page(boss, objects):
    responses = [*pages(boss, objects)]
    assert len(responses) > 60
    assert all_left(responses) == {}


@pytest.mark.parametrize(("name", "route"), LISTS)
def test_every_link_within_a_list(name, route, boss, objects, monkeypatch):
    """Its pages, its order, its filters, their counts, and what it says when nothing is found."""
    monkeypatch.setattr(admin.ModelAdmin, "list_per_page", 1)
    address = filled(name, route, objects)
    links = [link.get("href", "") for link in parsed(boss.get(address)).iter("a")]
    within = {link for link in links if link.startswith("?")} | {"?q=নেই", "?_facets=True"}
    responses = [boss.get(address + link, follow=True) for link in sorted(within)]
    assert all_left(responses) == {}


def test_every_form_as_it_is_and_empty_and_wrong(boss, objects):
    """What is said about mistakes, and what is said when it is done; nothing of it stays."""
    responses, tried, session = [], set(), boss.cookies["session"].value
    for page in [*pages(boss, objects)]:
        for form in parsed(page).iter("form"):
            address = form.get("action") or page.request["PATH_INFO"]
            sent = [*answers(form)]
            key = (address, str(sent))
            if form.get("method") != "post" or address == "/admin/language/" or key in tried:
                continue
            tried.add(key)
            for data in sent:
                with transaction.atomic():
                    boss.cookies["session"] = session  # some of them end it
                    responses.append(boss.post(address, data, follow=True))
                    transaction.set_rollback(True)
    assert len(responses) > 100
    assert all_left(responses) == {}


@pytest.mark.parametrize(("name", "route"), LISTS)
def test_every_action_on_the_rows_of_a_list(name, route, boss, objects):
    address = filled(name, route, objects)
    page = parsed(boss.get(address))
    rows = [each.get("value") for each in page.findall(".//input[@name='_selected_action']")]
    actions = [each.get("value") for each in page.findall(".//select[@name='action']/option")]
    responses = [
        boss.post(address, {"action": action, "_selected_action": chosen, **sure}, follow=True)
        for action in actions
        for chosen, sure in ((rows[:1], {}), ([], {}), (rows, {"post": "yes"}))
    ]
    assert all_left(responses) == {}


def test_what_was_done_is_told_at_once_and_in_the_history(boss):
    section = {"slug": "22", "title_bn": "টিউমার", "intro_bn": "কথা"}
    sections = "/admin/pages/section"
    responses = [boss.post(f"{sections}/add/", section | {"_continue": "1"}, follow=True)]
    page = f"{sections}/{Section.objects.get().pk}"
    for change in (
        {"title_bn": "ক্যানসার", "_continue": "1"},
        {"intro_bn": "আরও কথা", "_addanother": "1"},
    ):
        responses.append(boss.post(f"{page}/change/", section | change, follow=True))
    history = boss.get(f"{page}/history/")
    assert len(history.context["action_list"]) == 3
    assert all_left([*responses, history]) == {}


def test_the_way_in_and_what_stands_in_it(boss, settings):
    visitor = Client(headers={"accept-language": "bn"}, enforce_csrf_checks=True)
    responses = [visitor.post("/admin/login/", {}), boss.post("/admin/logout/")]
    visitor = Client(headers={"accept-language": "bn"})
    wrong = {"username": "বস", "password": "ভুল"}
    responses += [visitor.post("/admin/login/", answer) for answer in ({}, *[wrong] * 11)]
    nurse = make_user("নার্স", language="bn")
    visitor.force_login(nurse)
    responses += [visitor.get(f"/admin/{path}") for path in ("", "pages/article/", "nothing/")]
    settings.STAFF_2FA = "required"
    step = "/admin/second-factor/"
    responses += [visitor.get(step), visitor.post(step, follow=True), visitor.get("/admin/")]
    responses += [visitor.post(step, {"code": code}) for code in ("", "!!", "000000", "000000")]
    codes = [each.status_code for each in responses]
    assert codes == [403, 200, 200, *[200] * 9, 429, 429, 200, 403, 404, 200, 200, 302, *[200] * 4]
    assert all_left(responses) == {}


def answers(form: Element) -> Iterator[dict[str, str]]:
    """The form as it is by each of its buttons, then with nothing and with signs in its fields."""
    fields, hidden, buttons = {}, {}, [{}]
    for each in form.iter():
        name, kind = each.get("name"), each.get("type")
        if name and (each.tag == "button" or kind == "submit"):
            buttons.append({name: each.get("value", "")})
        elif name == "csrfmiddlewaretoken":
            continue  # another on each page, and the test's client needs none
        elif name and kind == "hidden":
            hidden[name] = each.get("value", "")
        elif name and (kind not in ("checkbox", "radio") or each.get("checked") is not None):
            chosen = each.find(".//option[@selected]")
            source = chosen if chosen is not None else each
            fields[name] = source.get("value") or each.text or ""
    for button in buttons:
        yield hidden | fields | button
    for value in ("", "!!"):
        yield hidden | dict.fromkeys(fields, value) | buttons[-1]
