"""Links that open WhatsApp or the phone's messages with a text in them; staff press send there."""

from urllib.parse import quote

from appointments.messages import Channel


def prepared(channel: str, number: str, text: str) -> str:
    """The link for an E.164 number; empty for channels that have none."""
    words = quote(text, safe="")
    match channel:
        case Channel.WHATSAPP:
            # Digits only, as in "How to use click to chat" of WhatsApp's help centre.
            return f"https://wa.me/{number.removeprefix('+')}?text={words}"
        case Channel.SMS:
            # RFC 5724 wants `?body=` and Android reads that; iPhones want `&body=`. With both, each
            # finds its own: the form of Rails (sms_to, rails/rails#36511) without its semicolon.
            return f"sms:{number}?&body={words}"
    return ""
