"""A birth date in what a family typed: ১২/০৩/২০২২, 12 March 2022, মার্চ ২০২২, 2022."""

import re
from calendar import monthrange
from datetime import date

MONTHS = (
    *("jan|জানু", "feb|ফেব", "mar|মার্চ", "apr|এপ্রি", r"may|মে(?![ঀ-৿])", "jun|জুন"),
    *("jul|জুলা", "aug|আগস|আগষ|অগা", "sep|সেপ", "oct|অক্ট", "nov|নভে", "dec|ডিসে"),
)
ORDINAL = "(?:st|nd|rd|th|লা|রা|ঠা|ই|শে)?"

DAY_MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,4}) ?[-/., ] ?(\d{1,2}) ?[-/., ] ?(\d\d(?:\d\d)?)(?!\d)")
MONTH_YEAR = re.compile(r"(?<!\d)(\d{1,2}) ?[-/.] ?((?:19|20)\d\d)(?!\d)")
YEAR = re.compile(r"\D*((?:19|20)\d\d)\D*")


def birth_date(text: str, today: date) -> date | None:
    """The birth date in `text` (lower case, Latin digits), or None when there is none.

    Day first, as in Bangladesh, unless the year stands first; 23 means 2023. Of a month or a year
    alone, the middle. Raises ValueError for a day that does not exist or is still to come.
    """
    text = _months_in_digits(text)
    if match := DAY_MONTH_YEAR.search(text):
        first, month, last = (int(part) for part in match.groups())
        day, year = (last, first) if len(match[1]) == 4 else (first, last)
        if month > 12:  # as in America
            day, month = month, day
        if year < 100:
            year += 2000 if year <= today.year % 100 else 1900
        born = latest = date(year, month, day)
    elif match := MONTH_YEAR.search(text):
        month, year = int(match[1]), int(match[2])
        born = date(year, month, 1)
        latest = born.replace(day=monthrange(year, month)[1])
    elif match := YEAR.fullmatch(text):
        born, latest = date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
    else:
        return None
    if born > today:
        raise ValueError
    return born + (min(latest, today) - born) // 2


def _months_in_digits(text: str) -> str:
    """`12 march 2022`, `march 12, 2022` and `march 2022` as `12/3/2022` and `3/2022`."""
    for number, names in enumerate(MONTHS, start=1):
        name = rf"(?:{names})[^\s\d,]*"
        text = re.sub(rf"(\d+){ORDINAL}[ -]*{name}[ ,-]*(?=\d)", rf"\1/{number}/", text)
        text = re.sub(rf"{name} ?(\d{{1,2}}){ORDINAL}[ ,]+(?=\d)", rf"\1/{number}/", text)
        text = re.sub(rf"{name}[ ,-]*(?=\d{{4}})", rf"{number}/", text)
    return text
