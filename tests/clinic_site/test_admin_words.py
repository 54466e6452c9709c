"""What Django's admin writes itself, in the reader's digits and words."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from clinic_site.models import User
from clinic_site.templatetags.admin_words import icons, in_words, numbers
from pages.models import Section
from tests.makers import make_section


@pytest.mark.parametrize(
    ("html", "bengali"),
    [
        ("<p>মোট 12টি</p>", "<p>মোট ১২টি</p>"),
        ("<td>26 নভেম্বর 2026, 8:31</td>", "<td>২৬ নভেম্বর ২০২৬, ৮:৩১</td>"),
        ('<a href="?p=2" class="h2">2</a> (3)', '<a href="?p=2" class="h2">২</a> (৩)'),
        ('<a title="ক্রম: 1" data-at="1">1.5</a>', '<a title="ক্রম: ১" data-at="1">১.৫</a>'),
        ('<input value="7"><option>7</option>', '<input value="7"><option>৭</option>'),
        ('<i data-if="a > 1">1</i>', '<i data-if="a > 1">১</i>'),
    ],
)
def test_numbers_of_the_page_are_in_bengali_digits(html, bengali):
    with override("bn"):
        assert numbers(html) == bengali


@pytest.mark.parametrize(
    "html",
    [
        "<textarea>12 <b>\n13</b></textarea><script>if (1 < 2) {}</script><code>4</code>",
        "nurse2, 2222-2222, 192.0.2.1, a@1.example, 2026-11-26 02:49:39.45+00:00",
        "&#39;কথা&#x27; &#8249;",
    ],
)
def test_what_was_typed_and_names_and_references_stay(html):
    with override("bn"):
        assert numbers(html) == html


def test_numbers_stay_latin_in_english():
    with override("en"):
        assert numbers("<p>12 results</p>") == "<p>12 results</p>"


@pytest.mark.parametrize("language", ["bn", "en"])
def test_what_is_escaped_stays_escaped(language):
    page = Template("{% load admin_words %}{% filter icons|numbers %}{{ typed }}{% endfilter %}")
    with override(language):
        assert page.render(Context({"typed": "<b>"})) == "&lt;b&gt;"


def test_icons_are_described_in_the_readers_language():
    with override("bn"):
        assert icons('<img alt="True"><img alt="False">True') == ('<img alt="হ্যাঁ"><img alt="না">True')
    with override("en"):
        assert icons('<img alt="True">') == '<img alt="Yes">'


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("bn", "পরিবর্তন করা হয়েছে: শিরোনাম (বাংলা) এবং ভূমিকা (ইংরেজি)।"),
        ("en", "Changed Title (Bengali) and Introduction (English)."),
    ],
)
def test_histories_call_fields_as_the_form_does(client, language, told):
    client.force_login(User.objects.create_superuser("boss", language=language))
    section = make_section(title_en="", intro_bn="কথা", intro_en="")
    kept = {"slug": section.slug, "intro_bn": "কথা", "drawing_name": section.drawing_name}
    change = {**kept, "title_bn": "নতুন", "intro_en": "Words"}
    address = f"/admin/pages/section/{section.pk}"
    client.post(f"{address}/change/", change)
    assert Section.objects.get().title_bn == "নতুন"
    entries = client.get(f"{address}/history/").context["action_list"]
    with override(language):
        assert [each.get_change_message() for each in in_words(entries)] == [told]
        assert [each.get_change_message() for each in in_words(entries)] == [told]  # once is enough
