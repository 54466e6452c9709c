from django.core.management.base import BaseCommand

from appointments.starter import load_texts


class Command(BaseCommand):
    help = "Loads the texts for families that a site starts with; leaves alone what staff changed."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"Texts for families: {load_texts()} new")
