"""The public pages as a family gets them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pages.models import Article, Section, Source
from tests.makers import make_article, make_clinic, make_section
from tests.page import has_class, links, parse, said, text, texts, values

SITE = "http://127.0.0.1:8000"
NOT_IN_ENGLISH = f"English {said('bn', 'not in this language yet')}"

pytestmark = pytest.mark.django_db


def versions(page) -> list[tuple]:
    """Every <link> that says where a version of this page is."""
    return [
        (link.get("rel"), link.get("hreflang"), link.get("href"))
        for link in page.findall(".//head/link")
        if link.get("rel") in ("alternate", "canonical")
    ]


def switch(page) -> list[tuple[str, str, str]]:
    """(address, language, words) of the links to other languages."""
    return [
        (link.get("href"), link.get("lang"), text(link))
        for link in page.iter("a")
        if has_class(link, "language")
    ]


# Which pages there are


def tomorrow():
    return timezone.now() + timedelta(days=1)


@pytest.mark.parametrize(
    ("published", "status"),
    [
        ({}, {"bn": 200, "en": 200}),
        ({"published_at_en": None}, {"bn": 200, "en": 404}),
        ({"published_at_bn": None}, {"bn": 404, "en": 200}),
        ({"published_at_bn": None, "published_at_en": None}, {"bn": 404, "en": 404}),
        ({"published_at_bn": tomorrow}, {"bn": 404, "en": 200}),
    ],
)
def test_an_article_is_there_in_the_languages_it_is_published_in(client, published, status):
    make_article(**{name: when and when() for name, when in published.items()})
    assert {
        code: client.get(f"/{code}/tumours/kidney/").status_code for code in ("bn", "en")
    } == status


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/bn/tumours/kidney/", 200),
        ("/bn/surgery/kidney/", 404),
        ("/bn/tumours/liver/", 404),
        ("/bn/tumours/kidney/more/", 404),
        ("/bn/tumours/Kidney/", 404),
        ("/hi/tumours/kidney/", 404),
        ("/tumours/kidney/", 404),
    ],
)
def test_an_article_has_one_address(client, path, status):
    make_article()
    make_section("surgery")
    assert client.get(path).status_code == status


@pytest.mark.parametrize(
    ("titles", "status"),
    [
        ({}, {"bn": 200, "en": 200}),
        ({"title_en": ""}, {"bn": 200, "en": 404}),
        ({"title_bn": None}, {"bn": 404, "en": 200}),
    ],
)
def test_a_section_is_there_in_the_languages_it_has_a_title_in(client, titles, status):
    make_section(**titles)
    assert {code: client.get(f"/{code}/tumours/").status_code for code in ("bn", "en")} == status
    named = {
        code: [words for _address, words in links(parse(client.get(f"/{code}/")))]
        for code in ("bn", "en")
    }
    shown = {"bn": "টিউমার" in named["bn"], "en": "Tumours" in named["en"]}
    assert shown == {code: status[code] == 200 for code in status}


# What they show


def test_the_article_page_shows_the_article_in_its_language(client):
    make_article(
        title_en="Lumps & tumours",
        body_en="<p>One <strong>two</strong></p>",
        description_en="About lumps",
    )
    page = parse(client.get("/en/tumours/kidney/"))
    assert page.get("lang") == "en"
    assert texts(page, ".//title") == ["Lumps & tumours"]
    assert values(page, ".//meta[@name='description']", "content") == ["About lumps"]
    assert texts(page, ".//article/h1") == ["Lumps & tumours"]
    assert texts(page, ".//article/p[@class='lead']") == ["Summary"]
    assert texts(page, ".//article/div[@class='prose']/p") == ["One two"]
    assert text(page.find(".//article/p[@class='small']")) == (
        "This is general information. It does not replace the advice of your doctor."
    )
    other = parse(client.get("/bn/tumours/kidney/"))
    assert other.get("lang") == "bn"
    assert texts(other, ".//article/h1") == ["কিডনির টিউমার"]
    assert values(other, ".//meta[@name='description']", "content") == ["সারকথা"]


def test_an_article_says_before_its_text_that_no_doctor_has_checked_it(client):
    make_article()
    article = parse(client.get("/en/tumours/kidney/")).find(".//article")
    order = [each.get("class") or each.tag for each in article]
    assert order == ["h1", "lead", "review", "tools", "prose", "small"]
    assert text(article.find("p[@class='review']/strong")) == "Waiting for medical review."


def test_the_page_title_ends_with_the_name_of_the_clinic(client):
    make_article()
    make_clinic(name_en="Kite Clinic")
    assert texts(parse(client.get("/en/tumours/kidney/")), ".//title") == [
        "Kidney tumours – Kite Clinic"
    ]
    # No name in this language: nothing of the other one.
    assert texts(parse(client.get("/bn/tumours/kidney/")), ".//title") == ["কিডনির টিউমার"]


@pytest.mark.parametrize(("headings", "listed"), [(2, 0), (3, 3)])
def test_a_long_article_begins_with_its_contents(client, headings, listed):
    names = [f"Part {number} & more" for number in range(1, headings + 1)]
    make_article(body_en="".join(f"<h2>{name}</h2>" for name in names).replace("&", "&amp;"))
    page = parse(client.get("/en/tumours/kidney/"))
    contents = page.findall(".//nav[@class='contents']//a")
    assert [(link.get("href"), text(link)) for link in contents] == [
        (f"#part-{number}", name) for number, name in enumerate(names[:listed], start=1)
    ]
    anchors = values(page, ".//div[@class='prose']/h2", "id")
    assert anchors == [f"part-{number}" for number in range(1, headings + 1)]


def test_sources_are_listed_in_their_order_with_what_is_known_of_them(client):
    article = make_article()
    for position, values_ in enumerate(
        [
            {"organisation": "WHO", "title": "One", "year": "2024", "url": "https://who.int/1"},
            {"organisation": "স্বাস্থ্য অধিদপ্তর", "title": "দুই ও অর্ধেক"},
            {"organisation": "NCI", "title": "Three", "url": "https://cancer.gov/"},
        ]
    ):
        Source.objects.create(article=article, position=-position + 5, **values_)
    page = parse(client.get("/bn/tumours/kidney/"))
    items = page.findall(".//section[@class='sources']//li")
    assert [(item.get("lang"), text(item)) for item in items] == [
        ("en", "NCI: Three"),
        (None, "স্বাস্থ্য অধিদপ্তর: দুই ও অর্ধেক"),
        ("en", "WHO: One, 2024"),
    ]
    english = parse(client.get("/en/tumours/kidney/"))
    assert values(english, ".//section[@class='sources']//li", "lang") == [None, "bn", None]
    assert [link.get("href") for item in items for link in item.iter("a")] == [
        "https://cancer.gov/",
        "https://who.int/1",
    ]


def test_an_article_without_sources_has_no_heading_for_them(client):
    make_article()
    assert parse(client.get("/bn/tumours/kidney/")).findall(".//section[@class='sources']") == []


def test_the_section_page_lists_its_public_articles_in_their_order(client):
    section = make_section()
    for position, slug in enumerate(["c", "a", "b"]):
        make_article(section, slug=slug, position=position, title_en=slug.upper())
    make_article(section, slug="draft", published_at_en=None)
    make_article(make_section("surgery"), slug="other")
    page = parse(client.get("/en/tumours/"))
    cards = page.findall(".//li[@class='card']")
    assert [(card.find("h2/a").get("href"), text(card)) for card in cards] == [
        ("/en/tumours/c/", "CSummary"),
        ("/en/tumours/a/", "ASummary"),
        ("/en/tumours/b/", "BSummary"),
    ]
    assert texts(page, ".//p[@class='lead']") == ["Intro"]


def test_an_empty_section_says_so(client):
    make_section()
    page = parse(client.get("/en/tumours/"))
    assert texts(page, ".//main/p")[1:] == ["There are no pages here yet."]


def test_the_home_page_leads_to_every_section_in_their_order(client):
    make_section("hope", position=2, title_en="Hope", intro_en="Numbers")
    make_section("tumours", position=1)
    cards = parse(client.get("/en/")).findall(".//li[@class='card']")
    assert [(card.find("h3/a").get("href"), text(card)) for card in cards] == [
        ("/en/tumours/", "TumoursIntro"),
        ("/en/hope/", "HopeNumbers"),
    ]


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("first", [("next", "/bn/tumours/third/")]),
        ("third", [("prev", "/bn/tumours/first/"), ("next", "/bn/tumours/fourth/")]),
        ("fourth", [("prev", "/bn/tumours/third/")]),
    ],
)
def test_previous_and_next_are_the_public_neighbours_in_the_section(client, slug, expected):
    section = make_section()
    make_article(section, slug="fourth", position=4)
    make_article(section, slug="third", position=3)
    make_article(section, slug="second", position=2, published_at_bn=None)
    make_article(section, slug="first", position=1)
    make_article(make_section("surgery", position=9), slug="other", position=2)
    page = parse(client.get(f"/bn/tumours/{slug}/"))
    neighbours = page.findall(".//nav[@class='neighbours']/a")
    assert [(link.get("rel"), link.get("href")) for link in neighbours] == expected


def test_an_only_article_has_no_neighbours(client):
    make_article()
    assert parse(client.get("/bn/tumours/kidney/")).findall(".//nav[@class='neighbours']") == []


def test_a_link_to_another_section_leads_there_and_makes_no_neighbour(client):
    other = make_article(make_section("surgery", position=9), slug="other")
    draft = make_article(other.section, slug="draft", published_at_bn=None)
    body = f'<p><a href="/a/{other.pk}/">ক</a> <a href="/a/{draft.pk}/">খ</a></p>'
    make_article(make_section(), body_bn=body)
    page = parse(client.get("/bn/tumours/kidney/"))
    assert links(page.find(".//div[@class='prose']")) == [("/bn/surgery/other/", "ক")]
    assert page.findall(".//nav[@class='neighbours']") == []


def test_the_navigation_marks_the_section_one_is_in(client):
    make_article()
    make_section("surgery")
    for path in ("/bn/tumours/", "/bn/tumours/kidney/"):
        page = parse(client.get(path))
        marked = page.findall(".//nav[@class='wide']//a[@aria-current]")
        assert [link.get("href") for link in marked] == ["/bn/tumours/"]


def test_breadcrumbs_lead_back_to_the_section(client):
    make_article()
    page = parse(client.get("/en/tumours/kidney/"))
    crumbs = page.findall(".//nav[@class='breadcrumbs']//a")
    assert [(link.get("href"), text(link)) for link in crumbs] == [
        ("/en/", "Home"),
        ("/en/tumours/", "Tumours"),
    ]


def test_breadcrumbs_leave_out_a_section_without_a_title_in_the_language(client):
    make_article(make_section(title_en=""))
    page = parse(client.get("/en/tumours/kidney/"))
    assert values(page, ".//nav[@class='breadcrumbs']//a", "href") == ["/en/"]


def test_the_privacy_page_shows_the_clinics_notice(client):
    make_clinic(privacy_en="<h2>Cookies</h2><p>None</p>")
    page = parse(client.get("/en/privacy/"))
    assert texts(page, ".//div[@class='prose']/*") == ["Cookies", "None"]
    other = parse(client.get("/bn/privacy/"))
    assert other.findall(".//div[@class='prose']") == []
    assert texts(other, ".//main/p")[:-1] == [
        said("bn", "Ask the clinic what happens to what you tell us.")
    ]


def test_the_privacy_page_says_how_long_requests_are_kept(client):
    make_clinic(retention_days=400)
    words = "400 days after a request is settled, the clinic erases what you wrote."
    assert words in texts(parse(client.get("/en/privacy/")), ".//main/p")[-1]
    words = "কাজ শেষ হওয়ার ৪০০ দিন পরে"
    assert words in texts(parse(client.get("/bn/privacy/")), ".//main/p")[-1]


# The same page in the other language


@pytest.mark.parametrize(
    "path", ["", "tumours/", "tumours/kidney/", "contact/", "privacy/", "appointment/"]
)
def test_a_page_names_its_versions_and_links_to_the_other_one(client, path):
    make_article()
    bn, en = f"/bn/{path}", f"/en/{path}"
    alternates = {
        ("alternate", "bn", SITE + bn),
        ("alternate", "x-default", SITE + bn),
        ("alternate", "en", SITE + en),
    }
    page = parse(client.get(bn))
    assert sorted(versions(page), key=str) == sorted(
        {*alternates, ("canonical", None, SITE + bn)}, key=str
    )
    assert switch(page) == [(en, "en", "English")]
    page = parse(client.get(en))
    assert sorted(versions(page), key=str) == sorted(
        {*alternates, ("canonical", None, SITE + en)}, key=str
    )
    assert switch(page) == [(bn, "bn", "বাংলা")]


def test_an_article_without_bengali_says_so_and_leads_to_the_section(client):
    make_article(published_at_bn=None)
    page = parse(client.get("/en/tumours/kidney/"))
    address = f"{SITE}/en/tumours/kidney/"
    assert versions(page) == [("alternate", "en", address), ("canonical", None, address)]
    assert switch(page) == [("/bn/tumours/", "bn", "বাংলা not in this language yet")]


def test_an_article_without_english_says_so_and_leads_to_the_section(client):
    make_article(published_at_en=None)
    page = parse(client.get("/bn/tumours/kidney/"))
    address = f"{SITE}/bn/tumours/kidney/"
    assert versions(page) == [
        ("alternate", "bn", address),
        ("alternate", "x-default", address),
        ("canonical", None, address),
    ]
    assert switch(page) == [("/en/tumours/", "en", NOT_IN_ENGLISH)]


def test_the_missing_version_of_an_article_leads_home_where_its_section_is_missing_too(client):
    make_article(make_section(title_en=""), published_at_en=None)
    page = parse(client.get("/bn/tumours/kidney/"))
    assert switch(page) == [("/en/", "en", NOT_IN_ENGLISH)]


def test_a_section_without_english_says_so_and_leads_home(client):
    make_section(title_en="")
    page = parse(client.get("/bn/tumours/"))
    address = f"{SITE}/bn/tumours/"
    assert versions(page) == [
        ("alternate", "bn", address),
        ("alternate", "x-default", address),
        ("canonical", None, address),
    ]
    assert switch(page) == [("/en/", "en", NOT_IN_ENGLISH)]


def test_an_article_that_is_missing_in_this_language_leads_to_the_one_that_is_there(client):
    make_article(published_at_en=None)
    response = client.get("/en/tumours/kidney/")
    page = parse(response)
    assert response.status_code == 404
    assert versions(page) == []
    assert switch(page) == [("/bn/tumours/kidney/", "bn", "বাংলা")]
    assert "কিডনির টিউমার" not in response.content.decode()


# Addresses that lead on


@pytest.mark.parametrize(
    ("header", "location"),
    [
        ("", "/bn/"),
        ("bn-BD,en;q=0.5", "/bn/"),
        ("en-US,en;q=0.9,bn;q=0.1", "/bn/"),
        ("en-US,en;q=0.9", "/en/"),
        ("hi", "/bn/"),
        ("bn;q=0,en", "/en/"),
    ],
)
def test_the_root_leads_to_the_home_page_in_the_readers_language(client, header, location):
    response = client.get("/", headers={"Accept-Language": header})
    assert (response.status_code, response.headers["Location"]) == (302, location)
    assert response.headers["Vary"] == "Accept-Language"
    assert response.cookies == {}


BOTH, ENGLISH, BENGALI = {}, {"published_at_bn": None}, {"published_at_en": None}


@pytest.mark.parametrize(
    ("published", "header", "location"),
    [
        (BOTH, "", "/bn/tumours/kidney/"),
        (BOTH, "bn", "/bn/tumours/kidney/"),
        (BOTH, "en,bn;q=0.1", "/bn/tumours/kidney/"),
        (BOTH, "en", "/en/tumours/kidney/"),
        (ENGLISH, "bn", "/en/tumours/kidney/"),
        (ENGLISH, "en", "/en/tumours/kidney/"),
        (BENGALI, "en", "/bn/tumours/kidney/"),
        (BENGALI, "", "/bn/tumours/kidney/"),
    ],
)
def test_the_permanent_address_leads_to_the_article_in_the_readers_language(
    client, published, header, location
):
    article = make_article(**published)
    for method in (client.get, client.head):
        response = method(f"/a/{article.pk}/", headers={"Accept-Language": header})
        assert (response.status_code, response.headers["Location"]) == (302, location)
        assert response.headers["Vary"] == "Accept-Language"


def test_the_permanent_address_follows_an_article_that_moves(client):
    article = make_article()
    Section.objects.update(slug="lumps")
    Article.objects.update(slug="kidneys")
    assert client.get(f"/a/{article.pk}/").headers["Location"] == "/bn/lumps/kidneys/"


def test_the_permanent_address_of_an_article_nobody_can_read_is_not_found(client):
    draft = make_article(slug="draft", published_at_bn=None, published_at_en=None)
    later = make_article(slug="later", published_at_bn=tomorrow(), published_at_en=None)
    for key in (draft.pk, later.pk, later.pk + 1, 0, 10**30):
        assert (key, client.get(f"/a/{key}/").status_code) == (key, 404)
    assert client.get("/a/x/").status_code == 404
    assert client.post(f"/a/{draft.pk}/").status_code == 405


# Machines


@pytest.mark.parametrize("header", ["bn", "en"])
def test_robots_txt(client, header):
    response = client.get("/robots.txt", headers={"Accept-Language": header})
    assert response.headers["Content-Type"] == "text/plain"
    assert response.content.decode() == (
        "User-agent: *\n"
        "Disallow: /admin/\n"
        "Disallow: /bn/appointment/received/\n"
        "Disallow: /en/appointment/received/\n"
        "\n"
        f"Sitemap: {SITE}/sitemap.xml\n"
    )
