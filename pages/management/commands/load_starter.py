from django.core.management.base import BaseCommand, CommandError

from pages.starter.files import StarterError
from pages.starter.loader import load


class Command(BaseCommand):
    help = "Loads the starter articles; leaves alone what staff edited or deleted."

    def handle(self, *args, **options) -> None:
        try:
            report = load()
        except StarterError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Starter content: {report.created} new, {report.updated} updated, {report.kept} kept"
        )
