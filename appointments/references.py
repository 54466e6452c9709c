"""Reference numbers: eight characters that survive being read out on a bad line."""

import secrets

from pages.bengali import latin_digits
from pages.languages import current

# Crockford's base 32: no I, L, O or U to be mistaken for 1, 1, 0 or V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
# How each of them is said on the phone.
BENGALI_NAMES = (
    *("শূন্য", "এক", "দুই", "তিন", "চার", "পাঁচ", "ছয়", "সাত", "আট", "নয়"),
    *("এ", "বি", "সি", "ডি", "ই", "এফ", "জি", "এইচ", "জে", "কে", "এম", "এন"),
    *("পি", "কিউ", "আর", "এস", "টি", "ভি", "ডব্লিউ", "এক্স", "ওয়াই", "জেড"),
)
ENGLISH_NAMES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *ALPHABET[10:],
)
NAMES = {
    "bn": dict(zip(ALPHABET, BENGALI_NAMES, strict=True)),
    "en": dict(zip(ALPHABET, ENGLISH_NAMES, strict=True)),
}
LOOKALIKES = str.maketrans("OIL", "011")


def new_reference() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spaced(reference: str) -> str:
    """`XXXX-XXXX`, as it is shown."""
    return f"{reference[:4]}-{reference[4:]}"


def spelled(reference: str) -> tuple[str, str]:
    """Its halves, to be said on the phone: `সাত, কে, দুই, এম`, `seven, K, two, M`."""
    names = [NAMES[current()][character] for character in reference]
    return ", ".join(names[:4]), ", ".join(names[4:])


def normalised(typed: str) -> str:
    """The reference somebody meant: case, spaces, dashes, lookalikes, Bengali digits forgiven."""
    text = latin_digits(typed).upper().translate(LOOKALIKES)
    return "".join(character for character in text if character in ALPHABET)
