"""Reading the starter folder: what it may hold, every mistake named by file and line."""

import pytest

from pages.starter.files import StarterError, read
from tests.starter import FOLDER, write


def test_a_whole_folder_is_read(tmp_path):
    starter = read(write(tmp_path))
    assert list(starter.article_slugs()) == [
        ("tumours", "kidney", ["W1", "W2"]),
        ("tumours", "liver", []),
    ]
    assert [file.path for file in starter.files] == [
        *("bn/_clinic.md", "bn/_privacy.md"),
        *("bn/tumours/_section.md", "bn/tumours/kidney.md", "bn/tumours/liver.md"),
        *("en/_clinic.md", "en/_privacy.md"),
        *("en/tumours/_section.md", "en/tumours/kidney.md"),
    ]
    article = starter.files[-1]
    assert (article.language, article.section, article.name) == ("en", "tumours", "kidney")
    assert article.address == "tumours/kidney"
    assert article.front == {
        "title": "Kidney tumours",
        "summary": "Summary",
        "description": "Description",
    }
    assert article.body == (
        '<p>Read <a href="tumours/liver">about the liver</a>.</p>\n'
        '<div class="care care-urgent">\n<h3>Call us if:</h3>\n<ul>\n<li>fever</li>\n</ul>\n</div>'
    )
    assert article.links == {"tumours/liver": 7}


TERM = """\
# Words

[biopsy]
term_en = "biopsy"
term_bn = "বায়োপসি"
other_words_en = ["biopsies", "tissue test"]
explanation_en = "A test."
explanation_bn = "পরীক্ষা।"
note = "নোট"
"""


def test_the_glossary_is_read_with_the_line_of_each_word(tmp_path):
    [term] = read(write(tmp_path, {"glossary.toml": TERM})).terms
    assert (term.path, term.line) == ("glossary/biopsy", 3)
    assert term.values == {
        "term_en": "biopsy",
        "term_bn": "বা\u09af\u09bcোপসি",
        "other_words_en": "biopsies\ntissue test",
        "other_words_bn": "",
        "explanation_en": "A test.",
        "explanation_bn": "পরীক্ষা।",
        "note": "নোট",
        "is_everyday": False,
    }


def test_texts_are_composed(tmp_path):
    text = FOLDER["bn/tumours/kidney.md"].replace("লেখা", "য\u09bc \u09df")
    starter = read(write(tmp_path, {"bn/tumours/kidney.md": text}))
    [article] = [file for file in starter.files if file.path == "bn/tumours/kidney.md"]
    assert article.body == "<p>\u09af\u09bc \u09af\u09bc</p>"


def test_markdown_cannot_bring_code_along(tmp_path):
    text = FOLDER["bn/tumours/kidney.md"] + "\n<script>x()</script>\n"
    starter = read(write(tmp_path, {"bn/tumours/kidney.md": text}))
    [article] = [file for file in starter.files if file.path == "bn/tumours/kidney.md"]
    assert article.body == "<p>লেখা</p>\n<p>&lt;script&gt;x()&lt;/script&gt;</p>"


def change(name: str, old: str, new: str) -> dict[str, str]:
    assert FOLDER[name].count(old) == 1
    return {name: FOLDER[name].replace(old, new)}


ARTICLE = "en/tumours/kidney.md"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            change(ARTICLE, 'title = "Kidney tumours"\n', ""),
            "en/tumours/kidney.md:1: the front matter has no title",
        ),
        (
            change(ARTICLE, "Kidney tumours", "  "),
            "en/tumours/kidney.md:1: the front matter has no title",
        ),
        (
            change(ARTICLE, '"Description"', "5"),
            "en/tumours/kidney.md:1: the front matter has no description",
        ),
        (
            change(ARTICLE, "title = ", 'author = "A"\ntitel = "B"\ntitle = '),
            "en/tumours/kidney.md:1: the front matter does not know author, titel",
        ),
        (
            change("bn/_clinic.md", "introduction =", "intro ="),
            "bn/_clinic.md:1: the front matter has no introduction",
        ),
        (
            change("en/_clinic.md", 'discreet_name = "Children"\n', ""),
            "en/_clinic.md:1: the front matter has no discreet_name",
        ),
        (
            change("bn/tumours/_section.md", "intro =", 'summary = "A"\nintro ='),
            "bn/tumours/_section.md:1: the front matter does not know summary",
        ),
        (
            {ARTICLE: "Just text\n"},
            "en/tumours/kidney.md:1: begin with front matter between two lines of +++",
        ),
        (
            {ARTICLE: "\n" + FOLDER[ARTICLE]},
            "en/tumours/kidney.md:1: begin with front matter between two lines of +++",
        ),
        (
            {ARTICLE: '+++\ntitle = "A"\n'},
            "en/tumours/kidney.md:1: begin with front matter between two lines of +++",
        ),
        (
            {"en/tumours/lung.md": FOLDER[ARTICLE]},
            "en/tumours/lung.md:1: contents.toml does not list this article",
        ),
        (
            {"en/surgery/kidney.md": FOLDER[ARTICLE]},
            "en/surgery/kidney.md:1: contents.toml does not list this article",
        ),
        (
            change(ARTICLE, "tumours/liver", "tumours/lung"),
            "en/tumours/kidney.md:7: there is no article tumours/lung to link to",
        ),
        (
            change(ARTICLE, "- fever", "- fever\n- [elsewhere](https://example.org/)"),
            "en/tumours/kidney.md:12: there is no article https://example.org/ to link to",
        ),
        (
            {"en/_privacy.md": "One\n\n[two](tumours)\n"},
            "en/_privacy.md:3: there is no article tumours to link to",
        ),
        (
            change("contents.toml", '"W2"', '"W3"'),
            "contents.toml:1: tumours/kidney names W3, which sources.toml lacks",
        ),
        (
            {"glossary.toml": TERM.replace('explanation_bn = "পরীক্ষা।"\n', "")},
            "glossary.toml:3: biopsy has no explanation_bn",
        ),
        (
            {"glossary.toml": TERM.replace("note", "notes")},
            "glossary.toml:3: biopsy does not know notes",
        ),
        (
            {"glossary.toml": TERM.replace('["biopsies", "tissue test"]', '"biopsies"')},
            "glossary.toml:3: biopsy: other_words_en is a list of words",
        ),
        (
            {"glossary.toml": 'biopsy = "x"\n'},
            "glossary.toml:1: begin each word with its name in brackets, not biopsy",
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path, changes, message):
    with pytest.raises(StarterError) as refused:
        read(write(tmp_path, changes))
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        (ARTICLE, '"Summary"', "Summary", 3),
        (ARTICLE, '"Description"', '"Description', 4),
        ("bn/_clinic.md", '\nname = "', '\nname = name = "', 2),
        ("contents.toml", 'slug = "kidney"', "slug kidney", 13),
        ("sources.toml", 'year = "2024"', "year = '2024", 8),
    ],
)
def test_broken_toml_is_named_with_file_and_line(tmp_path, name, old, new, line):
    with pytest.raises(StarterError) as refused:
        read(write(tmp_path, change(name, old, new)))
    assert str(refused.value).startswith(f"{name}:{line}: not valid TOML: ")


def test_other_files_are_passed_over(tmp_path):
    folder = write(tmp_path, {"en/notes.txt": "x", "README.md": "x", "fr/tumours/kidney.md": "x"})
    assert len(read(folder).files) == 9
