"""Numbers that need company: a share its country and years, a temperature its other unit."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from pages.bengali import clean_text, latin_digits
from pages.content_checks.findings import Finding, excerpt, hint
from pages.inflection import whole_words
from pages.outline import Block, Outline

SHARE = {
    "en": re.compile(
        r"\d\s?%|\bper ?cent\b|\d (?:of|in|out of) (?:every |each |about )?1(?:,?0)+\b",
        re.IGNORECASE,
    ),
    "bn": re.compile(
        clean_text(r"\d\s?%|শতাংশ|শতকরা|প্রতি 1(?:,?0)+|(?<![\d,])1(?:,?0)+ ?(?:জনে|জনের মধ্যে)(?!কে)")
    ),
}
YEAR = re.compile(r"\b(?:19|20)\d\d(?!\d)")
# The countries and regions that our sources are from, and the world.
PLACES = {
    "en": re.compile(
        r"\b(?:Bangladesh|India|Dhaka|Egypt|Cairo|South Africa|Cape Town|USA?|United States"
        r"|North America|UK|United Kingdom|Britain|England|Scotland|Europe|Netherlands|Germany"
        r"|France|Italy|Australia|Sydney|Melbourne|New Zealand|Canada|China|Japan|Thailand|Turkey"
        r"|South-East Asia|world(?:wide)?|countr(?:y|ies)|Dutch|German|British|American|Egyptian)\b"
    ),
    "bn": whole_words(
        [
            *("বাংলাদেশ", "ভারত", "ঢাকা", "রাজশাহী", "মিসর", "কায়রো", "দক্ষিণ আফ্রিকা", "কেপটাউন"),
            *("যুক্তরাষ্ট্র", "আমেরিকা", "উত্তর আমেরিকা", "যুক্তরাজ্য", "ইংল্যান্ড", "স্কটল্যান্ড", "ইউরোপ"),
            *("নেদারল্যান্ডস", "জার্মানি", "ফ্রান্স", "ইতালি", "অস্ট্রেলিয়া", "সিডনি", "মেলবোর্ন"),
            *("নিউজিল্যান্ড", "কানাডা", "চীন", "জাপান", "থাইল্যান্ড", "তুরস্ক", "এশিয়া"),
            *("পৃথিবী", "পৃথিবীজুড়ে", "বিশ্ব", "বিশ্বজুড়ে", "দেশ"),
        ]
    ),
}
TEMPERATURE = re.compile(r"\d\s?°")
BOTH_UNITS = re.compile(r"[\d.]+\s?°[^()°]*\([\d.]+\s?°[^()°]*\)")


def check(body: Outline, language: str) -> Iterator[Finding]:
    for block, around in _with_context(body.blocks):
        text = latin_digits(clean_text(block.text))
        if SHARE[language].search(text):
            yield from _share(block, latin_digits(clean_text(around)), language)
        if TEMPERATURE.search(BOTH_UNITS.sub("", text)):
            yield hint(
                "one_unit",
                _("Give this temperature in both units, the second one in brackets."),
                excerpt(block.text),
            )


def _share(block: Block, around: str, language: str) -> Iterator[Finding]:
    if not PLACES[language].search(around) or not YEAR.search(around):
        yield hint(
            "bare_share",
            _("A share stands without its country or its year. Say both in the same paragraph."),
            excerpt(block.text),
        )


def _with_context(blocks: list[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with its words; those of an item or a cell with what leads in to them."""
    lead = ""
    for block in blocks:
        if block.tag in ("li", "td", "th"):
            yield block, f"{lead} {block.text}"
        else:
            lead = block.text
            yield block, block.text
