"""The first staff account of a new installation."""

from django.core.management.base import BaseCommand

from clinic_site.models import User
from clinic_site.passwords import readable_password

USERNAME = "admin"


def ensure_first_account() -> tuple[str, str] | None:
    """User name and password of the account made, or None when there is one already."""
    if User.objects.exists():
        return None
    password = readable_password()
    User.objects.create_superuser(USERNAME, password=password, must_change_password=True)
    return USERNAME, password


class Command(BaseCommand):
    help = "Makes the first staff account, if there is none, and prints its password once."

    def handle(self, *args, **options) -> None:
        account = ensure_first_account()
        if account:
            self.stdout.write("First staff account: {} / {}".format(*account))
            self.stdout.write("Its password must be changed at the first login.")
        else:
            self.stdout.write("There are staff accounts already.")
