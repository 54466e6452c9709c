"""A template filter for phone numbers."""

from django import template

from appointments.phones import grouped

register = template.Library()

register.filter("phone", grouped)
