"""Template filters for digits, dates and phones in the language of the page."""

import re

from django import template

from pages import bengali

register = template.Library()

register.filter("digits", bengali.local_digits)
register.filter("long_date", bengali.long_date)
register.filter("weekday_date", bengali.weekday_date)
register.filter("clock_time", bengali.clock_time)
register.filter("moment", bengali.moment)
register.filter("deadline", bengali.deadline)


@register.filter
def tel(number: str) -> str:
    """The number as a tel: link wants it: Latin digits and a plus before them, nothing else."""
    latin = re.sub(r"[^+0-9]", "", bengali.latin_digits(number))
    return latin[:1] + latin[1:].replace("+", "")
