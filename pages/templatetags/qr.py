"""`{{ address|qr_code }}`: the address as a QR code."""

from django import template

from pages import qr

register = template.Library()
register.filter("qr_code", qr.qr_code)
