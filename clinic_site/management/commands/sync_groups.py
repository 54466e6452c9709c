from django.core.management.base import BaseCommand

from clinic_site.groups import PERMISSIONS, sync_groups


class Command(BaseCommand):
    help = "Sets the three staff groups to exactly their permissions."

    def handle(self, *args, **options) -> None:
        sync_groups()
        self.stdout.write(f"Groups set: {', '.join(PERMISSIONS)}")
