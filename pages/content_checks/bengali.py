"""Bengali as the clinic writes it: Bengali digits, and one spelling of each word."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.bengali import clean_text, local_digits
from pages.content_checks.findings import Finding, excerpt, hint
from pages.inflection import whole_words
from pages.models import Article
from pages.outline import Outline

# Names of genes, tests and addresses keep their digits: CD20, COVID-19, info@example.org.
LATIN_WORD = re.compile(r"[A-Za-z][\w@./:+-]*", re.ASCII)
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")

CANCER = "ক্যান্সার"
# What not to write → what to write (the clinic's list of terms says why).
INSTEAD_OF = {
    clean_text(wrong): clean_text(right)
    for wrong, right in {
        CANCER: "ক্যানসার",
        "ঔষধ": "ওষুধ",
        "ওষধ": "ওষুধ",
        "জরুরী": "জরুরি",
        "আরো": "আরও",
        "নাম্বার": "নম্বর",
        "টিউমর": "টিউমার",
        "শল্য": "সার্জারি",
        "শল্যচিকিৎসা": "অপারেশন",
        "শল্যচিকিৎসক": "সার্জন",
        "রক্তনালী": "রক্তনালি",
        "ফর্ম": "ফরম",
        "চিকিত্সা": "চিকিৎসা",
        "চিকিত্সক": "চিকিৎসক",
        "রুগী": "রোগী",
        "রোগি": "রোগী",
        "যকৃত": "লিভার",
        "কিভাবে": "কীভাবে",
        "সরকারী": "সরকারি",
        "তৈরী": "তৈরি",
        "ফার্মেসী": "ফার্মেসি",
        "শ্রেণী": "শ্রেণি",
        "ধমনী": "ধমনি",
        "শর্তাবলী": "শর্তাবলি",
        "এপয়েন্টমেন্ট": "অ্যাপয়েন্টমেন্ট",
        "এ্যাপয়েন্টমেন্ট": "অ্যাপয়েন্টমেন্ট",
        "এ্যাম্বুলেন্স": "অ্যাম্বুলেন্স",
        "এম্বুলেন্স": "অ্যাম্বুলেন্স",
        "এনেস্থিসিয়া": "অ্যানেসথেসিয়া",
        "এনেসথেসিয়া": "অ্যানেসথেসিয়া",
        "ফলো-আপ": "ফলোআপ",
        "জল": "পানি",
        "মরণব্যাধি": "ক্যানসার",
        "কর্কট রোগ": "ক্যানসার",
        "কর্কটরোগ": "ক্যানসার",
        "রক্ত জাহাজ": "রক্তনালি",
        "ডাঃ": "ডা.",
    }.items()
}
WRONG = whole_words(INSTEAD_OF)
RIGHT_CANCER = whole_words([INSTEAD_OF[CANCER]])
# Proper names keep their own spelling.
NAMES = re.compile(clean_text("জাতীয় ক্যান্সার গবেষণা ইনস্টিটিউট(?: ও হাসপাতাল)?"))


def check(article: Article, body: Outline) -> Iterator[Finding]:
    texts = [clean_text(text) for text in _texts(article, body)]
    yield from _digits(texts)
    yield from _spelling([NAMES.sub(_blank, text) for text in texts])


def _texts(article: Article, body: Outline) -> Iterator[str]:
    yield article.title_bn or ""
    yield article.summary_bn or ""
    yield from (block.text for block in body.blocks)
    yield article.description_bn or ""


def _digits(texts: list[str]) -> Iterator[Finding]:
    found = [
        excerpt(text, match.start())
        for text in texts
        for match in NUMBER.finditer(LATIN_WORD.sub(_blank, text))
    ]
    if found:
        yield hint(
            "latin_digits",
            _("Numbers in English digits: %(count)s. Write them as ১, ২, ৩.")
            % {"count": local_digits(len(found))},
            found[0],
        )


def _spelling(texts: list[str]) -> Iterator[Finding]:
    places: dict[str, str] = {}
    for text in texts:
        for match in WRONG.finditer(text):
            places.setdefault(match["word"], excerpt(text, match.start()))
    mixed = any(RIGHT_CANCER.search(text) for text in texts)
    for wrong, place in places.items():
        if wrong == CANCER and mixed:
            message = _(
                "Two spellings stand in this text. Write “%(right)s” instead of “%(wrong)s”."
            )
            code = "mixed_spelling"
        else:
            message, code = _("Write “%(right)s” instead of “%(wrong)s”."), "spelling"
        yield hint(code, message % {"wrong": wrong, "right": INSTEAD_OF[wrong]}, place)


def _blank(match: re.Match) -> str:
    """Spaces in its place, so that what stands behind keeps its position."""
    return " " * len(match[0])
