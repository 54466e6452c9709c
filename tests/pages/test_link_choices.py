"""The pages that the editor offers to link to, found by title."""

from datetime import timedelta

import html5lib
import pytest
from django.utils import timezone

from clinic_site.groups import APPOINTMENT_STAFF
from pages.editing.link_choices import MOST
from pages.models import Article
from tests.makers import make_article
from tests.page import text
from tests.pages.editing import ARTICLES, logged_in

pytestmark = pytest.mark.django_db

CHOICES = f"{ARTICLES}link-choices/"


@pytest.fixture
def kidney() -> Article:
    return make_article(title_bn="কিডনির টিউমার", title_en="Kidney tumours", published_at_en=None)


@pytest.fixture
def liver(kidney) -> Article:
    titles = {"title_bn": None, "title_en": "Liver <b>cancer</b>"}
    return make_article(kidney.section, slug="liver", published_at_bn=None, position=1, **titles)


def choices(query: str) -> list[str]:
    """The addresses that the buttons put into the text."""
    response = logged_in().get(CHOICES, {"q": query})
    page = html5lib.parseFragment(response.content.decode(), namespaceHTMLElements=False)
    return [button.get("data-href") for button in page.iter("button")]


@pytest.mark.parametrize(
    "query", ["kidney", "KIDNEY tum", "tumours kidney", "কিডনি", "কিডনির tumours", " kid\0ney "]
)
def test_a_page_is_found_by_any_words_of_its_title_in_either_language(kidney, liver, query):
    assert choices(query) == [f"/a/{kidney.pk}/"]


def test_all_pages_are_offered_before_anything_is_typed(kidney, liver):
    assert choices("") == [f"/a/{kidney.pk}/", f"/a/{liver.pk}/"]


def test_nothing_is_found_and_the_dialog_says_so(kidney):
    response = logged_in(language="en").get(CHOICES, {"q": "heart"})
    assert "No page has these words in its title." in response.content.decode()
    assert b"<button" not in response.content


def test_a_choice_shows_both_titles_the_section_and_the_state_of_each_language(kidney):
    Article.objects.update(published_at_bn=timezone.now() + timedelta(days=1))
    response = logged_in(language="en").get(CHOICES)
    page = html5lib.parseFragment(response.content.decode(), namespaceHTMLElements=False)
    (choice,) = page.iter("button")
    assert [text(each) for each in choice] == [
        "কিডনির টিউমার",
        "Kidney tumours",
        "Tumours · Bengali: scheduled, English: draft",
    ]
    assert (choice.get("data-title-bn"), choice.get("data-title-en")) == (
        "কিডনির টিউমার",
        "Kidney tumours",
    )


def test_a_title_is_shown_as_it_was_typed(liver):
    assert "Liver &lt;b&gt;cancer&lt;/b&gt;" in logged_in().get(CHOICES).content.decode()


def test_of_many_pages_the_first_are_offered_and_the_rest_are_told_of(
    kidney, django_assert_num_queries
):
    for number in range(MOST):
        make_article(kidney.section, slug=f"page-{number}", position=number + 1)
    client = logged_in(language="en")
    client.get(CHOICES)
    # Session, account, its permissions and those of its groups, the pages.
    with django_assert_num_queries(5):
        response = client.get(CHOICES)
    assert response.content.count(b"<button") == MOST
    assert "There are more. Type more words of the title." in response.content.decode()


def test_a_search_of_very_many_words_is_still_answered(kidney):
    assert choices("kidney " * 2000) == [f"/a/{kidney.pk}/"]


def test_only_those_who_see_articles_see_their_titles(kidney):
    assert logged_in("karim", APPOINTMENT_STAFF).get(CHOICES).status_code == 403
    assert logged_in().post(CHOICES).status_code == 405
