"""Sentences and paragraphs that are long to read."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages import readability
from pages.bengali import local_digits
from pages.content_checks.findings import Finding, excerpt, hint
from pages.outline import Outline

LONGEST_PARAGRAPH = 120  # words
HIGHEST_GRADE = 6  # school years: a reader of eleven
ENOUGH_SENTENCES = 10  # for an estimate of the grade


def check(body: Outline, language: str) -> Iterator[Finding]:
    measured = readability.measure(body, language)
    if measured.too_many_are_long:
        longest = max(measured.long, key=readability.words)
        yield hint(
            "long_sentences",
            _(
                "%(count)s of %(all)s sentences have more than %(most)s words. Split them; the "
                "longest has %(longest)s."
            )
            % {
                "count": local_digits(len(measured.long)),
                "all": local_digits(len(measured.sentences)),
                "most": local_digits(measured.limits.long),
                "longest": local_digits(readability.words(longest)),
            },
            excerpt(longest),
        )
    if measured.mean_is_high:
        yield hint(
            "mean_sentence",
            _(
                "A sentence has %(mean)s words on average. Families read up to %(most)s with ease: "
                "shorten some."
            )
            % {
                "mean": local_digits(f"{measured.mean:.1f}"),
                "most": local_digits(measured.limits.mean),
            },
        )
    if (
        language == "en"
        and len(measured.sentences) >= ENOUGH_SENTENCES
        and readability.grade(measured.sentences) > HIGHEST_GRADE
    ):
        yield hint(
            "reading_grade",
            _("This text asks for more school years than many families have. Use shorter words."),
        )
    for block in body.blocks:
        if readability.words(block.text) > LONGEST_PARAGRAPH:
            yield hint(
                "long_paragraph",
                _("This paragraph has %(count)s words. Divide it in two, or make a list of it.")
                % {"count": local_digits(readability.words(block.text))},
                excerpt(block.text),
            )
