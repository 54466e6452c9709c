"""Reference numbers: eight characters that survive being read out on a bad line."""

import secrets

from pages.bengali import latin_digits

# Crockford's base 32: no I, L, O or U to be mistaken for 1, 1, 0 or V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
LOOKALIKES = str.maketrans("OIL", "011")


def new_reference() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spaced(reference: str) -> str:
    """`XXXX-XXXX`, as it is shown."""
    return f"{reference[:4]}-{reference[4:]}"


def normalised(typed: str) -> str:
    """The reference somebody meant: case, spaces, dashes, lookalikes, Bengali digits forgiven."""
    text = latin_digits(typed).upper().translate(LOOKALIKES)
    return "".join(character for character in text if character in ALPHABET)
