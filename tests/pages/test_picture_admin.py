"""The picture library as staff see it: adding, finding, choosing, and what is not deleted."""

from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.db.models.signals import pre_save
from django.test import Client

from clinic_site.groups import APPOINTMENT_STAFF, MANAGERS
from pages.models import Picture, TeamMember
from tests.makers import make_article, make_person, make_picture, make_upload, make_user
from tests.page import links, parse, text, texts, values
from tests.pages.editing import logged_in

pytestmark = pytest.mark.django_db

PICTURES = "/admin/pages/picture/"
ADD, PICKER = f"{PICTURES}add/", f"{PICTURES}picker/"
BY_SCRIPT = {"X-Requested-With": "fragment"}
WORDS = {
    "alternative_bn": "নীল ঘুড়ি",
    "alternative_en": "A blue kite",
    "caption_bn": "আকাশে",
    "caption_en": "In the sky",
    "credit": "Rina",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(each.suffix for each in folder.rglob("*") if each.is_file())


def sent(**changes) -> dict:
    return {"file": make_upload(), **WORDS, **changes}


# Adding


def test_a_picture_is_stored_with_its_words_and_who_added_it(editor, folder):
    response = editor.post(ADD, sent())
    picture = Picture.objects.get()
    assert response["Location"] == f"{PICTURES}{picture.pk}/change/"
    assert {name: getattr(picture, name) for name in WORDS} == WORDS
    assert (picture.width, picture.height, picture.widths) == (160, 120, [160])
    assert picture.added_by.username == "rina"
    assert files(folder) == [".avif", ".jpg", ".webp"]
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.is_addition()) == (str(picture.pk), True)


def test_a_file_that_is_no_picture_is_refused_and_no_word_is_lost(editor, folder):
    script = SimpleUploadedFile("kite.jpg", b"<script>alert(1)</script>", "image/jpeg")
    response = editor.post(ADD, sent(file=script))
    assert (response.status_code, Picture.objects.count(), files(folder)) == (422, 0, [])
    page = parse(response)
    assert texts(page, ".//ul[@id='picture-file_error']/li") == [
        "This file is not a picture that the site can show. Choose a JPEG, PNG or WebP."
    ]
    shown = {each.get("name"): each.get("value") for each in page.iter("input")}
    assert {name: shown[name] for name in WORDS} == WORDS


def test_without_a_file_nothing_is_stored(editor):
    response = editor.post(ADD, WORDS)
    assert (response.status_code, Picture.objects.count()) == (422, 0)
    assert response.context["form"].errors == {"file": ["This field is required."]}


def test_files_go_when_their_row_cannot_be_stored(editor, folder):
    def refuse(**_signal) -> None:
        assert files(folder) == [".avif", ".jpg", ".webp"]
        raise OperationalError("disk is full")

    pre_save.connect(refuse, sender=Picture)
    try:
        with pytest.raises(OperationalError):
            editor.post(ADD, sent())
    finally:
        pre_save.disconnect(refuse, sender=Picture)
    assert files(folder) == []


class Noting(FileSystemStorage):
    """Notes for each file that it keeps whether a transaction was open."""

    in_transaction: list[bool] = []

    def save(self, *args, **kwargs) -> str:
        self.in_transaction.append(connection.in_atomic_block)
        return super().save(*args, **kwargs)


@pytest.mark.django_db(transaction=True)
def test_files_are_written_before_any_transaction(editor, settings):
    noting = {"BACKEND": f"{__name__}.Noting"}
    settings.STORAGES = {**settings.STORAGES, "default": noting}
    editor.post(ADD, sent())
    assert Picture.objects.count() == 1
    assert Noting.in_transaction == [False, False, False]


def test_a_picture_of_more_than_a_forms_ceiling_is_taken(editor, settings):
    padded = make_upload().read() + b"\0" * (2 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    editor.post(ADD, sent(file=SimpleUploadedFile("kite.jpg", padded, "image/jpeg")))
    assert Picture.objects.count() == 1


def test_other_forms_still_refuse_as_much(editor, settings):
    picture = make_picture()
    padded = SimpleUploadedFile("x.jpg", b"\0" * (2 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
    response = editor.post(f"{PICTURES}{picture.pk}/change/", {"x": padded})
    assert response.status_code == 400


@pytest.mark.parametrize("headers", [{}, BY_SCRIPT])
def test_a_body_above_the_limit_is_answered_with_a_sentence_unread(editor, headers):
    large = SimpleUploadedFile("kite.jpg", b"\0" * (13 * 1024 * 1024), "image/jpeg")
    response = editor.post(ADD, sent(file=large), headers=headers)
    assert (response.status_code, Picture.objects.count()) == (413, 0)
    assert response.context["form"].errors == {
        "file": ["This file is too large: a picture may have at most 12 MB."]
    }
    assert response.wsgi_request._read_started is False


def test_a_file_just_above_twelve_megabytes_is_refused_by_its_own_size(editor):
    large = SimpleUploadedFile("kite.jpg", b"\0" * (12 * 1024 * 1024 + 1), "image/jpeg")
    response = editor.post(ADD, sent(file=large))
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "file": ["This file is too large: a picture may have at most 12 MB."]
    }


def test_without_the_token_nothing_is_stored(folder):
    client = logged_in(csrf=True)
    assert client.post(ADD, sent()).status_code == 403
    assert (Picture.objects.count(), files(folder)) == (0, [])
    page = parse(client.get(ADD))
    [token] = values(page, ".//form[@class='upload']//input[@name='csrfmiddlewaretoken']", "value")
    assert client.post(ADD, sent(csrfmiddlewaretoken=token)).status_code == 302
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(("group", "status"), [(APPOINTMENT_STAFF, 403), ("", 403), (None, 302)])
def test_who_may_not_add_is_refused_with_the_body_unread(group, status, folder):
    client = Client() if group is None else logged_in("rina", group)
    response = client.post(ADD, sent())
    assert response.status_code == status
    assert response.wsgi_request._read_started is False
    assert (Picture.objects.count(), files(folder)) == (0, [])


def test_a_script_gets_the_button_of_the_new_picture(editor):
    response = editor.post(ADD, sent(), headers=BY_SCRIPT)
    picture = Picture.objects.get()
    assert response.status_code == 201
    assert response["Location"] == f"{PICTURES}{picture.pk}/change/"
    assert buttons(response) == [(str(picture.pk), picture.thumbnail, "A blue kite")]


def test_a_script_gets_the_form_with_its_mistakes(editor):
    response = editor.post(ADD, WORDS, headers=BY_SCRIPT)
    assert response.status_code == 422
    assert response.content.decode().strip().startswith('<form class="upload"')


NO_WORDS = {"alternative_bn": "", "alternative_en": " "}
ASKED = ["Say in one sentence what the picture shows, or mark it as decorative."]


def test_a_picture_is_described_in_both_languages_or_only_decorates(editor, folder):
    refused = editor.post(ADD, sent(**NO_WORDS))
    assert (refused.status_code, files(folder)) == (422, [])
    assert refused.context["form"].errors == dict.fromkeys(NO_WORDS, ASKED)
    refused = editor.post(ADD, sent(alternative_bn=""))
    assert refused.context["form"].errors == {"alternative_bn": ASKED}
    assert editor.post(ADD, sent(**NO_WORDS, decorative="on")).status_code == 302
    picture = Picture.objects.get()
    address, spot = f"{PICTURES}{picture.pk}/change/", {"focal_x": "50", "focal_y": "50"}
    refused = editor.post(address, NO_WORDS | spot)
    assert refused.context["adminform"].form.errors == dict.fromkeys(NO_WORDS, ASKED)


# The list


def test_the_list_shows_texts_marks_and_uses(editor):
    picture = make_picture(alternative_en="", credit="Rina")
    article, person = make_article(body_bn=figure(picture)), make_person(picture=picture)
    make_picture(decorative=True, alternative_bn="", alternative_en="")
    page = parse(editor.get(PICTURES))
    rows = page.findall(".//table[@id='result_list']/tbody/tr")
    cells = [[text(cell) for cell in row][1:5] for row in rows]
    assert cells == [
        ["decorative", "decorative", "-", "-"],
        ["একটি ঘুড়ি", "missing", f"{article}, {person}", "Rina"],
    ]
    address = f"/admin/pages/teammember/{person.pk}/change/"
    assert (address, str(person)) in links(page)
    assert "delete_selected" not in editor.get(PICTURES).content.decode()


@pytest.mark.parametrize("others", [0, 2])
def test_the_list_asks_ten_questions_however_long(editor, django_assert_num_queries, others):
    pictures = [make_picture() for _number in range(1 + others)]
    make_article(picture=pictures[0], body_en=figure(pictures[-1]))
    for picture in pictures:
        make_person(picture=picture)
    with django_assert_num_queries(10):
        response = editor.get(PICTURES)
    assert len(response.context["cl"].result_list) == 1 + others


@pytest.mark.parametrize("words", ["ঘুড়ি", "kite", "আকাশে", "sky", "Rina"])
def test_pictures_are_found_by_the_words_of_either_language(editor, words):
    make_picture(alternative_bn="গাছ", alternative_en="Tree")
    wanted = make_picture(**WORDS)
    for address in (PICTURES, PICKER):
        context = editor.get(address, {"q": words}).context
        found = context["cl"].result_list if "cl" in context else context["page"].object_list
        assert (address, [each.pk for each in found]) == (address, [wanted.pk])


# One picture


def figure(picture: Picture) -> str:
    return f'<p>Text</p><figure data-picture="{picture.pk}"></figure>'


def test_a_picture_says_where_it_is_used_and_whence_it_is(editor):
    rina = make_user("added", first_name="Rina", last_name="Akter")
    picture = make_picture(added_by=rina)
    article, person = make_article(body_en=figure(picture)), make_person(picture=picture)
    page = parse(editor.get(f"{PICTURES}{picture.pk}/change/"))
    assert values(page, ".//div[@class='module uses']//a", "href") == [
        f"/admin/pages/article/{article.pk}/change/",
        f"/admin/pages/teammember/{person.pk}/change/",
    ]
    size, added = texts(page, ".//div[@class='readonly']")
    assert size == "160 × 120 pixels"
    assert added.endswith(" by Rina Akter")


def test_an_important_spot_is_read_in_either_digits_and_stays_inside(editor):
    picture = make_picture()
    address = f"{PICTURES}{picture.pk}/change/"
    # A browser's own box for numbers does not let Bengali digits in.
    [kind] = values(parse(editor.get(address)), ".//input[@name='focal_x']", "type")
    assert kind == "text"
    assert editor.post(address, WORDS | {"focal_x": "২৫", "focal_y": "80"}).status_code == 302
    picture.refresh_from_db()
    assert (picture.focal_x, picture.focal_y) == (25, 80)
    response = editor.post(address, WORDS | {"focal_x": "101", "focal_y": "80"})
    assert list(response.context["adminform"].form.errors) == ["focal_x"]


# Deleting


@pytest.mark.django_db(transaction=True)
def test_a_picture_goes_with_its_files(editor, folder):
    picture = make_picture()
    assert editor.get(f"{PICTURES}{picture.pk}/delete/").status_code == 200
    assert files(folder) == [".avif", ".jpg", ".webp"]
    editor.post(f"{PICTURES}{picture.pk}/delete/", {"post": "yes"})
    assert (Picture.objects.count(), files(folder)) == (0, [])


@pytest.mark.parametrize("use", ["article", "text", "person"])
def test_a_used_picture_is_not_deleted_and_says_where_it_is(editor, folder, use):
    picture = make_picture()
    make = {
        "article": lambda: make_article(picture=picture),
        "text": lambda: make_article(body_bn=figure(picture)),
        "person": lambda: make_person(picture=picture),
    }
    row = make[use]()
    address = f"/admin/pages/{row._meta.model_name}/{row.pk}/change/"
    for method in (editor.get, editor.post):
        response = method(f"{PICTURES}{picture.pk}/delete/", {"post": "yes"})
        assert (response.status_code, (address, str(row)) in links(parse(response))) == (200, True)
    assert (Picture.objects.count(), files(folder)) == (1, [".avif", ".jpg", ".webp"])


def test_files_stay_when_the_deletion_is_undone(editor, folder, django_capture_on_commit_callbacks):
    picture = make_picture()
    with django_capture_on_commit_callbacks() as callbacks:
        editor.post(f"{PICTURES}{picture.pk}/delete/", {"post": "yes"})
    assert files(folder) == [".avif", ".jpg", ".webp"]
    assert len(callbacks) == 1


# The picker


def buttons(response) -> list[tuple[str, str, str]]:
    page = parse_fragment(response)
    return [
        (each.get("data-picture"), each.get("data-thumbnail"), text(each))
        for each in page.iter("button")
        if each.get("class") == "choice"
    ]


def parse_fragment(response):
    response.content = b"<!doctype html><title>x</title>" + response.content
    return parse(response)


@pytest.mark.parametrize(
    ("language", "names"), [("en", ["Picture {}", "A kite"]), ("bn", ["একটি ঘুড়ি", "একটি ঘুড়ি"])]
)
def test_choices_are_called_in_the_language_of_the_staff(language, names):
    first, second = make_picture(), make_picture(alternative_en="")
    response = logged_in(language=language).get(PICKER)
    assert buttons(response) == [
        (str(picture.pk), picture.thumbnail, name.format(picture.pk))
        for picture, name in zip([second, first], names, strict=True)
    ]


def test_the_picker_has_more_pages(editor):
    Picture.objects.bulk_create(
        Picture(file="pictures/x.jpg", width=9, height=9, widths=[9]) for _number in range(25)
    )
    first = editor.get(PICKER)
    assert len(buttons(first)) == 24
    assert values(parse(first), ".//button[@data-page]", "data-page") == ["2"]
    second = editor.get(PICKER, {"page": "2"})
    assert len(buttons(second)) == 1
    assert values(parse(second), ".//button[@data-page]", "data-page") == []


def test_the_picker_says_when_nothing_is_found(editor):
    make_picture()
    page = parse_fragment(editor.get(PICKER, {"q": "nothing of the kind"}))
    assert texts(page, ".//div[@class='results']/p") == ["No picture was found."]


def test_only_those_who_may_add_are_offered_the_form(editor):
    assert len(parse_fragment(editor.get(PICKER)).findall(".//form[@class='upload']")) == 1
    reader = make_user("reader")
    reader.user_permissions.add(Permission.objects.get(codename="view_picture"))
    client = Client()
    client.force_login(reader)
    assert len(parse_fragment(client.get(PICKER)).findall(".//form")) == 0


def test_the_thumbnail_of_a_key_is_its_smallest_webp(editor):
    picture = make_picture()
    response = editor.get(f"{PICTURES}{picture.pk}/thumbnail/")
    assert (response.status_code, response["Location"]) == (302, picture.thumbnail)
    assert editor.get(f"{PICTURES}{picture.pk + 1}/thumbnail/").status_code == 404


# The form field


def test_the_field_holds_the_picture_and_a_list_for_those_without_javascript():
    picture, other = make_picture(), make_picture(alternative_en="")
    person = make_person(picture=picture)
    manager = logged_in("boss", MANAGERS)
    page = parse(manager.get(f"/admin/pages/teammember/{person.pk}/change/"))
    field = ".//div[@class='picture-picker']"
    assert values(page, field, "data-address") == [PICKER]
    assert values(page, f"{field}//input[@type='hidden']", "value") == [str(picture.pk)]
    assert values(page, f"{field}//img", "src") == [picture.thumbnail]
    assert values(page, f"{field}//noscript/select/option", "value") == [
        "",
        str(other.pk),
        str(picture.pk),
    ]
    assert values(page, f"{field}//option[@selected]", "value") == [str(picture.pk)]


@pytest.mark.parametrize("sent", ["hidden field", "both", "none"])
def test_a_person_is_given_the_chosen_picture(sent):
    picture = make_picture()
    person = make_person(picture=make_picture())
    values = {"hidden field": picture.pk, "both": ["", picture.pk], "none": ""}
    answers = {"name_bn": "রিনা", "is_shown": "on", "picture": values[sent]}
    response = logged_in("boss", MANAGERS).post(
        f"/admin/pages/teammember/{person.pk}/change/", answers
    )
    assert response.status_code == 302
    expected = None if sent == "none" else picture
    assert TeamMember.objects.get().picture == expected


def test_a_picture_that_is_none_is_refused():
    person = make_person()
    for value in ("x", "999999"):
        answers = {"name_bn": "রিনা", "picture": value}
        address = f"/admin/pages/teammember/{person.pk}/change/"
        client = Client()
        client.force_login(make_user(f"boss-{value}", MANAGERS))
        response = client.post(address, answers)
        assert list(response.context["adminform"].form.errors) == ["picture"]
