"""The whole public site with the starter texts, as families, proxies and search engines get it."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain, pairwise
from urllib.parse import urldefrag
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import override
from PIL import Image

from appointments.models import AppointmentRequest
from appointments.tokens import received_token
from pages.models import Article, Section
from tests.makers import make_request, make_user
from tests.page import (
    Element,
    has_class,
    links,
    lost_names,
    misread,
    parse,
    said,
    skipping_headings,
    text,
    texts,
    values,
)

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
SITEMAP = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
}


@pytest.fixture(scope="module")
def sitemap(starter) -> dict[str, dict[str, str]]:
    """Path of every listed page → its versions."""
    tree = ElementTree.fromstring(Client().get("/sitemap.xml").content)  # noqa: S314  our own
    return {
        url.findtext("map:loc", namespaces=SITEMAP).removeprefix(SITE): {
            link.get("hreflang"): link.get("href").removeprefix(SITE)
            for link in url.findall("xhtml:link", SITEMAP)
        }
        for url in tree.findall("map:url", SITEMAP)
    }


@pytest.fixture(scope="module")
def answers(sitemap) -> dict[str, HttpResponse]:
    """What a new visitor gets for every page of the sitemap."""
    return {path: Client().get(path) for path in sitemap}


@pytest.fixture(scope="module")
def site(answers) -> dict[str, Element]:
    """Every page, parsed strictly."""
    return {path: parse(response) for path, response in answers.items()}


def language(path: str) -> str:
    return path.split("/")[1]


# Every page of the sitemap


def test_the_sitemap_lists_every_page_of_both_languages(sitemap):
    plain = ["", "glossary/", "contact/", "privacy/", "appointment/"]
    shelves = [f"{section.slug}/" for section in Section.objects.all()]
    articles = [f"{each.section.slug}/{each.slug}/" for each in Article.objects.all()]
    assert (len(shelves), len(articles)) == (6, 34)
    expected = [f"/{code}/{path}" for path in plain + shelves + articles for code in ("bn", "en")]
    assert sorted(sitemap) == sorted(expected)


def test_every_page_names_its_versions_in_the_sitemap_and_itself(sitemap, site):
    for path, versions in sitemap.items():
        rest = path.split("/", 2)[2]
        assert versions == {"bn": f"/bn/{rest}", "en": f"/en/{rest}", "x-default": f"/bn/{rest}"}
        alternates = site[path].findall(".//head/link[@rel='alternate']")
        assert {link.get("hreflang"): link.get("href") for link in alternates} == {
            code: SITE + address for code, address in versions.items()
        }
        assert values(site[path], ".//head/link[@rel='canonical']", "href") == [SITE + path]


def test_every_page_is_there_in_its_language(answers, site):
    found = {
        path: (response.status_code, site[path].get("lang"), response.headers["Content-Language"])
        for path, response in answers.items()
    }
    assert found == {path: (200, language(path), language(path)) for path in answers}


def test_no_page_knows_who_reads_it(answers):
    assert {path: dict(response.cookies) for path, response in answers.items()} == {
        path: {} for path in answers
    }
    told = re.compile("csrf|sessionid|messagelist", re.IGNORECASE)
    assert [path for path, each in answers.items() if told.search(each.content.decode())] == []
    assert {response.headers["Vary"] for response in answers.values()} == {"Accept-Encoding"}


def test_reading_every_page_makes_no_session(answers):
    assert Session.objects.count() == 0


def test_only_the_form_is_not_kept(answers):
    assert {path: response.headers["Cache-Control"] for path, response in answers.items()} == {
        path: "no-store, private" if path.endswith("/appointment/") else "public, max-age=60"
        for path in answers
    }


def test_every_page_has_one_heading_a_title_and_a_description_of_its_own(site):
    for code in ("bn", "en"):
        pages = {path: page for path, page in site.items() if language(path) == code}
        for name, found in {
            "heading": {path: tuple(texts(page, ".//h1")) for path, page in pages.items()},
            "title": {path: tuple(texts(page, ".//title")) for path, page in pages.items()},
            "description": {
                path: tuple(values(page, ".//meta[@name='description']", "content"))
                for path, page in pages.items()
            },
        }.items():
            assert [path for path, each in found.items() if len(each) != 1 or not each[0]] == []
            assert (name, len(set(found.values()))) == (name, len(pages))


def test_no_heading_skips_a_level(site):
    assert {path: skipping_headings(page) for path, page in site.items()} == {
        path: [] for path in site
    }


def test_every_phrase_is_in_the_language_it_is_said_to_be_in(site):
    found = {path: misread(page) for path, page in site.items()}
    assert found == {path: [] for path in site}


def test_every_description_has_the_length_that_search_engines_show(site):
    lengths = {
        path: len(values(page, ".//meta[@name='description']", "content")[0])
        for path, page in site.items()
    }
    assert {path: length for path, length in lengths.items() if not 50 <= length <= 160} == {}


def open_graph(page: Element) -> dict[str, list[str]]:
    """The values of each property that messengers read."""
    found: dict[str, list[str]] = {}
    for meta in page.findall(".//head/meta[@property]"):
        found.setdefault(meta.get("property"), []).append(meta.get("content"))
    return found


def test_a_shared_link_shows_what_the_page_says_of_itself(site):
    regions = {"bn": "bn_BD", "en": "en_GB"}
    for path, page in site.items():
        told = open_graph(page)
        picture = {name: told.pop(name) for name in list(told) if name.startswith("og:image")}
        [title], [name] = texts(page, ".//title"), told["og:site_name"]
        here, there = sorted(regions, key=lambda code: code != language(path))
        assert told == {
            "og:type": ["website" if page.find(".//article") is None else "article"],
            "og:title": [title.removesuffix(f" – {name}")],
            "og:description": values(page, ".//meta[@name='description']", "content"),
            "og:url": values(page, ".//link[@rel='canonical']", "href"),
            "og:site_name": [text(page.find(".//header//a[@class='brand']"))],
            "og:locale": [regions[here]],
            "og:locale:alternate": [regions[there]],
        }
        assert values(page, ".//meta[@name='twitter:card']", "content") == ["summary_large_image"]
        assert all(len(found) == 1 and found[0] for found in picture.values())
        assert len(picture) == 4


def test_every_shared_picture_and_every_icon_is_there_in_the_size_that_is_told(site):
    pictures = {
        (found["og:image"][0], found["og:image:width"][0], found["og:image:height"][0])
        for found in map(open_graph, site.values())
    }
    assert len(pictures) == 6  # one for each section; the rest shares that of Hope
    manifest = Client().get("/manifest.webmanifest").json()
    icons = {(SITE + icon["src"], *icon["sizes"].split("x")) for icon in manifest["icons"]}
    [apple] = {
        address
        for page in site.values()
        for address in values(page, ".//link[@rel='apple-touch-icon']", "href")
    }
    for address, *size in pictures | icons | {(SITE + apple, "180", "180")}:
        content = Client().get(address.removeprefix(SITE)).getvalue()
        drawn = [str(side) for side in Image.open(BytesIO(content)).size]
        assert (address, drawn) == (address, size)
        assert (address, len(content) < 40_000) == (address, True)


def data(page: Element) -> list[dict]:
    """What search engines are told, thing by thing."""
    blocks = page.findall(".//head/script[@type='application/ld+json']")
    return [thing for block in blocks for thing in json.loads(block.text)["@graph"]]


def test_the_data_of_a_page_say_what_the_page_says(site):
    """The starter knows no phone, no people and no reviews: nothing is said of them."""
    kinds = {}
    for path, page in site.items():
        things = data(page)
        kinds.setdefault(tuple(thing["@type"] for thing in things), []).append(path)
        for thing in things:
            if thing["@type"] == "MedicalWebPage":
                assert SITE + path == thing["url"]
                assert [thing["name"]] == texts(page, ".//h1")
                assert thing["inLanguage"] == language(path)
                assert not {"lastReviewed", "reviewedBy"} & set(thing)
            else:
                steps = [each["item"] for each in thing["itemListElement"]]
                shown = values(page, ".//nav[@class='breadcrumbs']//a", "href")
                assert steps == [SITE + each for each in (*shown, path)]
    assert {kind: len(paths) for kind, paths in kinds.items()} == {
        (): 10,
        ("BreadcrumbList",): 12,
        ("MedicalWebPage", "BreadcrumbList"): 68,
    }


def test_headings_leave_out_no_level(site):
    for path, page in site.items():
        levels = [int(each.tag[1]) for each in page.iter() if re.fullmatch("h[1-6]", each.tag)]
        # The first is h1, or a summary above it; each is at most one deeper than the one before.
        assert (path, levels[0]) == (path, 1)
        assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_every_picture_says_what_it_shows_or_that_it_only_decorates(site):
    missing = [path for path, page in site.items() if None in values(page, ".//img", "alt")]
    assert missing == []
    assert all(values(page, ".//img", "alt") for page in site.values())


def test_names_within_a_page_are_unique_and_point_somewhere(site):
    assert {path: lost_names(page) for path, page in site.items() if lost_names(page)} == {}


def test_nothing_is_loaded_from_another_host(site):
    for path, page in site.items():
        loaded = [
            link.get("href")
            for link in page.findall(".//link")
            if link.get("rel") not in ("alternate", "canonical")
        ]
        loaded += [each.get(name) for each in page.iter() for name in ("src", "srcset", "poster")]
        sources = {source for source in loaded if source}
        foreign = {source for source in sources if not source.startswith("/static/")}
        assert (path, foreign) == (path, {"/manifest.webmanifest"})
        assert len(sources) >= 2
        assert [each.get("style") for each in page.iter() if each.get("style")] == []
        assert [text(each) for each in page.findall(".//style")] == []
        inline = [each for each in page.findall(".//script") if not each.get("src")]
        assert [each for each in inline if each.get("type") != "application/ld+json"] == []
        assert [name for each in page.iter() for name in each.attrib if name.startswith("on")] == []


def test_every_resource_is_there_and_the_stylesheet_loads_nothing_from_elsewhere(site):
    client = Client()
    sources = {
        source
        for page in site.values()
        for source in values(page, ".//*[@src]", "src")
        + values(page, ".//link[@rel='stylesheet']", "href")
        + values(page, ".//link[@rel='icon']", "href")
    }
    found = {}
    for source in sources:
        response = client.get(source)
        found[source] = (response.status_code, response.getvalue().decode())
        response.close()
    assert {source: status for source, (status, _body) in found.items()} == dict.fromkeys(
        sources, 200
    )
    assert {source.rpartition(".")[2] for source in sources} == {"css", "js", "svg"}
    styles = "".join(body for source, (_status, body) in found.items() if source.endswith(".css"))
    assert re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", styles) == []


def test_every_internal_link_of_every_page_leads_to_a_page(site, answers):
    known = {path: {each.get("id") for each in page.iter()} for path, page in site.items()}
    wanted: dict[str, set[str]] = {}
    for path, page in site.items():
        for address, _words in links(page):
            scheme = address.partition(":")[0] if ":" in address else ""
            if scheme in ("http", "https", "tel", "mailto"):
                assert not address.startswith(SITE)
                continue
            target, anchor = urldefrag(address)
            wanted.setdefault(target or path, set()).add(anchor)
    wrong = {target for target in wanted if target not in known}
    # On every page, but no search engine's business: the search, one's own request, one's phone.
    own = ("search", "appointment/status", "offline")
    unlisted = {f"/{code}/{path}/": 200 for code in ("bn", "en") for path in own}
    assert {target: Client().get(target).status_code for target in wrong} == unlisted
    wanted = {target: anchors for target, anchors in wanted.items() if target not in unlisted}
    dead = {target: anchors - known[target] - {""} for target, anchors in wanted.items()}
    assert {target: anchors for target, anchors in dead.items() if anchors} == {}
    # And every page can be reached from another one.
    assert set(site) - set(wanted) == set()


def test_every_link_to_the_form_has_the_same_words(site):
    for path, page in site.items():
        form = f"/{language(path)}/appointment/"
        label = {"bn": "একটি অ্যাপয়েন্টমেন্ট করুন", "en": "Book an appointment"}[language(path)]
        found = [words for address, words in links(page) if address == form]
        assert (path, set(found)) == (path, {label.replace("\u09df", "\u09af\u09bc")})


# What nobody reads: elements, and what their attributes say that they are.
TECHNICAL = {
    *("script", "style", "viewport", "theme-color", "twitter:card"),
    *("og:type", "og:url", "og:locale", "og:locale:alternate"),
    *("og:image", "og:image:width", "og:image:height"),
}


def words_in(element: Element, code: str, inherited: str) -> Iterator[str]:
    """The text of the element that claims to be in the language `code`, articles' prose apart."""
    own = element.get("lang", inherited)
    if has_class(element, "prose"):
        return
    if own == code and not {element.tag, *element.attrib.values()} & TECHNICAL:
        yield element.text or ""
        yield from (
            value for name, value in element.items() if name in ("alt", "aria-label", "content")
        )
    for child in element:
        yield from words_in(child, code, own)
        if own == code:
            yield child.tail or ""


def test_no_page_shows_the_other_language_unmarked(site):
    foreign = {"bn": re.compile("[A-Za-z]{2,}|[0-9]"), "en": re.compile("[\u0980-\u09ff]+")}
    for path, page in site.items():
        code = language(path)
        shown = list(words_in(page, code, code))
        assert (path, list(chain(*map(foreign[code].findall, shown)))) == (path, [])
        assert len("".join(shown)) > 500


def test_an_article_and_its_style_fit_into_one_round_trip(site, answers):
    style = "static/site/site.css"
    with open(style, "rb") as file:
        styles = len(gzip.compress(file.read(), 6))
    sizes = {
        path: len(gzip.compress(answers[path].content, 6)) + styles
        for path, page in site.items()
        if page.find(".//article") is not None
    }
    assert len(sizes) == 68
    assert {path: size for path, size in sizes.items() if size > 13 * 1024} == {}


# Kinds of answers

PUBLIC, PRIVATE = "public, max-age=60", "no-store, private"
NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"
RECEIVED, LOGIN = "/bn/appointment/received/{token}/", "/admin/login/"
CSS = "/static/site/site.css"

# Path → status, Cache-Control, Vary, whether it has a (strong) ETag.
KINDS = {
    "/": (302, PRIVATE, "Accept-Language", False),
    "/bn/": (200, PUBLIC, "Accept-Encoding", True),
    "/en/": (200, PUBLIC, "Accept-Encoding", True),
    "/bn/tumours/": (200, PUBLIC, "Accept-Encoding", True),
    "/bn/tumours/kidney-tumours/": (200, PUBLIC, "Accept-Encoding", True),
    "/bn/contact/": (200, PUBLIC, "Accept-Encoding", True),
    "/bn/glossary/": (200, PUBLIC, "Accept-Encoding", True),
    "/bn/privacy/": (200, PUBLIC, "Accept-Encoding", True),
    "/bn/search/": (200, PUBLIC, "Accept-Encoding", True),
    "/bn/search/?q=kidney": (200, PUBLIC, "Accept-Encoding", True),
    "/bn/offline/": (200, PUBLIC, "Accept-Encoding", True),
    "/bn/preview/{preview}/": (200, PRIVATE, "Accept-Encoding", True),
    "/bn/appointment/": (200, PRIVATE, "Accept-Encoding", True),
    "/bn/appointment/status/": (200, PRIVATE, "Accept-Encoding", True),
    "/bn/appointment/status/withdraw/": (302, PRIVATE, None, False),
    RECEIVED: (200, PRIVATE, "Accept-Encoding", True),
    "/bn/appointment/received/x/": (410, PRIVATE, "Accept-Encoding", True),
    "/bn/nowhere/": (404, PRIVATE, "Accept-Encoding", True),
    "/nowhere": (404, PRIVATE, "Accept-Language, Accept-Encoding", True),
    "/bn": (301, PRIVATE, None, False),
    "/a/{article}/": (302, PRIVATE, "Accept-Language", False),
    "/robots.txt": (200, PUBLIC, "Accept-Language", True),
    "/.well-known/security.txt": (200, PUBLIC, "Accept-Language", True),
    "/manifest.webmanifest": (200, PUBLIC, "Accept-Language, Accept-Encoding", True),
    "/favicon.ico": (302, PRIVATE, "Accept-Language", False),
    "/sw.js": (200, "no-cache", "Accept-Language, Accept-Encoding", True),
    "/sitemap.xml": (200, PRIVATE, "Accept-Language, Accept-Encoding", True),
    LOGIN: (200, NEVER, "Cookie, Accept-Language, Accept-Encoding", False),
    "/healthz": (200, "no-store", None, False),
    "/readyz": (200, "no-store", None, False),
}


@pytest.fixture
def fill(starter) -> Callable[[str], str]:
    """Puts an article's key, the token of its preview and a family's token into a path."""
    article = Article.objects.first()
    values = {
        "article": article.pk,
        "preview": article.preview_links.create(made_by=make_user()).token,
        "token": received_token(make_request().submission_key),
    }
    return lambda path: path.format(**values)


def kind(response) -> tuple:
    etag = response.headers.get("ETag")
    assert etag is None or re.fullmatch(r'"[0-9a-f]{32}"', etag)
    headers = [response.headers.get(name) for name in ("Cache-Control", "Vary")]
    return (response.status_code, *headers, etag is not None)


@pytest.mark.parametrize("path", KINDS)
def test_what_may_be_kept_by_whom(fill, path):
    assert kind(Client().get(fill(path))) == KINDS[path]


@pytest.mark.parametrize("path", KINDS)
def test_head_answers_like_get_without_a_body(fill, path):
    client = Client()
    got, headed = client.get(fill(path)), client.head(fill(path))
    assert headed.content == b""
    # Every form has a token of its own, so that its length may differ; only GET computes a tag.
    differing = {"ETag"} if KINDS[path][1] == PUBLIC else {"ETag", "Content-Length"}
    differing.add("Expires")  # a time of day: the two may be asked in different seconds
    assert headed.status_code == got.status_code
    assert {name: value for name, value in headed.headers.items() if name not in differing} == {
        name: value for name, value in got.headers.items() if name not in differing
    }


@pytest.mark.parametrize(
    "path", [path for path, (_status, keep, _vary, _etag) in KINDS.items() if keep == PUBLIC]
)
def test_a_page_that_has_not_changed_is_not_sent_again(fill, path):
    client = Client()
    first = client.get(fill(path))
    for etag in (first.headers["ETag"], "W/" + first.headers["ETag"], "*"):
        again = client.get(fill(path), headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
        kept = ("ETag", "Cache-Control")
        assert [again.headers[name] for name in kept] == [first.headers[name] for name in kept]
    assert client.get(fill(path), headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_page_that_has_changed_is_sent_again(fill):
    client = Client()
    etag = client.get("/bn/tumours/").headers["ETag"]
    Section.objects.filter(slug="tumours").update(intro_bn="নতুন")
    again = client.get("/bn/tumours/", headers={"If-None-Match": etag})
    assert (again.status_code, again.headers["ETag"] == etag) == (200, False)


@pytest.mark.parametrize(
    "path", [path for path, kind in KINDS.items() if "Accept-Encoding" in (kind[2] or "")]
)
def test_long_answers_are_compressed_for_those_who_ask(fill, path):
    client = Client()
    plain = client.get(fill(path))
    packed = client.get(fill(path), headers={"Accept-Encoding": "gzip"})
    assert (plain.headers.get("Content-Encoding"), packed.headers["Content-Encoding"]) == (
        None,
        "gzip",
    )
    unpacked = gzip.decompress(packed.content)
    if KINDS[path][1] == PUBLIC:
        assert unpacked == plain.content
        # Not the same bytes: the tag is a weak one, and still good for asking.
        assert packed.headers["ETag"] == "W/" + plain.headers["ETag"]
        again = client.get(
            fill(path),
            headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]},
        )
        assert again.status_code == 304
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content)


# Security headers

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize(
    "path", [*(path for path in KINDS if path not in ("/healthz", "/readyz")), CSS, "/admin/"]
)
def test_security_headers(fill, path):
    response = Client().get(fill(path))
    policy = dict(
        part.strip().split(" ", 1)
        for part in response.headers["Content-Security-Policy"].split(";")
    )
    assert policy == POLICY
    found = {name: response.headers.get(name) for name in HEADERS}
    # These are answered before the middleware that sets it; the policy's frame-ancestors count.
    assert found == HEADERS | ({"X-Frame-Options": None} if path in (CSS, "/bn") else {})
    if response.streaming:
        response.close()


def test_security_headers_of_a_broken_page(monkeypatch):
    monkeypatch.setattr("pages.views.render", None)
    response = Client(raise_request_exception=False).get("/bn/")
    assert response.status_code == 500
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "testserver.evil.example"},
        {"Host": "evil.example:80"},
        {"Host": "testserver@evil.example"},
        {"Host": "testserver, evil.example"},
        {"Host": "testserver/../evil"},
        {"Host": "[::1"},
        {"Host": ""},
    ],
)
@pytest.mark.parametrize("path", ["/", "/bn/", "/bn/appointment/", "/sitemap.xml", LOGIN, "/x"])
def test_a_foreign_host_is_refused(path, headers):
    response = Client().get(path, headers=headers)
    assert response.status_code == 400
    assert "evil" not in response.content.decode()


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "X-Original-URL", "Forwarded"])
def test_a_foreign_host_in_another_header_is_nowhere_on_the_page(fill, name):
    headers = {name: "evil.example"}
    for path in ("/", "/bn/", "/bn/appointment/", "/sitemap.xml", "/robots.txt", "/bn"):
        response = Client().get(path, headers=headers)
        assert response.status_code < 400
        assert "evil" not in response.content.decode() + str(response.headers)


# Every address by name

NAMED = {
    "sitemap": {},
    "robots": {},
    "security": {},
    "manifest": {},
    "favicon": {},
    "worker": {},
    "permanent": {"pk": "{article}"},
    "pages:home": {},
    "pages:contact": {},
    "pages:glossary": {},
    "pages:preview": {"token": "{preview}"},
    "pages:privacy": {},
    "pages:search": {},
    "pages:offline": {},
    "pages:section": {"section": "tumours"},
    "pages:article": {"section": "tumours", "slug": "kidney-tumours"},
    "appointments:form": {},
    "appointments:received": {"token": "{token}"},
    "appointments:status": {},
    "appointments:withdraw": {},
    "appointments:take_back": {},
    "appointments:call_again": {},
    "appointments:calendar": {},
}


def names(patterns: list, namespace: str = "") -> Iterator[str]:
    """The names of all addresses but the admin's."""
    for each in patterns:
        if isinstance(each, URLPattern):
            if each.name:
                yield namespace + each.name
        elif each.namespace != "admin":
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from names(each.url_patterns, inner)


def stored() -> dict:
    """Every row of every table, sessions too."""
    columns = {
        model: [field.attname for field in model._meta.concrete_fields]
        for model in apps.get_models()
    }
    with override("bn"):  # a translated column is read in the current language
        return {
            model: list(model.objects.order_by("pk").values(*columns[model])) for model in columns
        }


def test_every_named_address_is_visited_in_both_languages_and_nothing_is_changed(fill):
    assert sorted(names(get_resolver().url_patterns)) == sorted(NAMED)
    before = stored()
    visited = {}
    for code in ("bn", "en"):
        for name, arguments in NAMED.items():
            with override(code):
                filled = {key: fill(value) for key, value in arguments.items()}
                path = reverse(name, kwargs=filled)
            client = Client(headers={"Accept-Language": code})
            visited[code, name] = (client.get(path).status_code, client.head(path).status_code)
    assert len(visited) == 46
    # What changes something takes a POST only.
    redirected = {"permanent", "favicon"} | {
        f"appointments:{name}" for name in ("withdraw", "take_back", "call_again", "calendar")
    }
    assert visited == {
        (code, name): (302, 302) if name in redirected else (200, 200) for code, name in visited
    }
    assert stored() == before


def test_the_received_page_is_the_same_request_in_both_languages(fill):
    reference = str(AppointmentRequest.objects.get())
    for code in ("bn", "en"):
        page = parse(Client().get(fill(RECEIVED.replace("/bn/", f"/{code}/"))))
        assert texts(page, ".//dd[@class='reference']") == [reference]
        assert texts(page, ".//h1") == [said(code, "Your request has arrived")]
        assert values(page, ".//meta[@name='robots']", "content") == ["noindex"]
