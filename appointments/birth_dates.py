"""A birth date in what a family typed: ১২/০৩/২০২২, 12 March 2022, মার্চ ২০২২, 2022."""

import re
from datetime import date, datetime

# How the names begin; the first three letters are what %b below reads.
MONTHS = (
    *("jan|জানু", "feb|ফেব", "mar|মার্চ", "apr|এপ্রি", "may$|মে$", "jun|জুন"),
    *("jul|জুলা", "aug|আগস|আগষ|অগ", "sep|সেপ", "oct|অক্ট", "nov|নভে", "dec|ডিসে"),
)
ORDINALS = {"st", "nd", "rd", "th", "লা", "রা", "ঠা", "ই", "শে"}
FILLERS = {"dob", "date", "of", "birth", "born", "on", "in", "জন্ম", "জন্মতারিখ", "তারিখ", "সাল", "সালে"}
# Day first, as in Bangladesh, unless the year or the month's name stands first.
FORMATS = (
    *("%d %m %Y", "%d %m %y", "%d %b %Y", "%d %b %y", "%b %d %Y", "%Y %m %d"),
    *("%m %Y", "%b %Y", "%Y"),
)


def birth_date(text: str, today: date) -> date | None:
    """The date that `text` (lower case, Latin digits) is, None unless one can be born on it.

    Of a month alone the first day, of a year alone the first of July.
    """
    words = re.findall(r"\d+|[^\s\d.,]+", text)
    text = " ".join(_short_month(word) for word in words if word not in ORDINALS | FILLERS)
    for form in FORMATS:
        try:
            born = datetime.strptime(text, form).date()
        except ValueError:
            continue
        if today.year - 120 <= born.year and born <= today:
            return min(born.replace(month=7), today) if form == "%Y" else born
    return None


def _short_month(word: str) -> str:
    return next((names[:3] for names in MONTHS if re.match(names, word)), word)
