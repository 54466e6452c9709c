import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import override

from pages.content_checks.report import for_the_doctor, report
from pages.starter import files
from pages.starter.files import StarterError
from pages.starter.loader import FOLDER


class Command(BaseCommand):
    help = "Checks the texts of the starter and the stored ones; ends with 1 if there are errors."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--only", choices=["starter", "database"], help="check only these texts (default: both)"
        )
        parser.add_argument("--json", action="store_true", help="print a list of reports as JSON")
        parser.add_argument(
            "--for-the-doctor",
            action="store_true",
            help="print, as Markdown, the statements that a doctor has still to confirm",
        )

    def handle(self, *args, **options) -> None:
        places = [options["only"]] if options["only"] else ["starter", "database"]
        try:
            starter = files.read(FOLDER)
            with override("en"):
                reports = [report(place, starter) for place in places]
        except StarterError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(
                f"The database cannot be read: {error}. Migrate it, or check --only starter."
            ) from error
        if options["for_the_doctor"]:
            self.stdout.write(for_the_doctor(reports[-1]["to_confirm"]), ending="")
        elif options["json"]:
            self.stdout.write(json.dumps(reports, ensure_ascii=False, indent=1))
        else:
            for each in reports:
                self._print(each)
        if errors := sum(each["errors"] for each in reports):
            raise CommandError(f"Errors: {errors}. Mend them and check again.")

    def _print(self, report: dict[str, Any]) -> None:
        self.stdout.write(f"{report['place'].title()}: {report['articles']} articles")
        for each in report["findings"]:
            where = f" – {each['where']}" if each["where"] else ""
            self.stdout.write(
                f"{each['level']:5} {each['language']} {each['article']} {each['code']}: "
                f"{each['message']}{where}"
            )
        for code, measure in report["sentences"].items():
            self.stdout.write(
                f"{code}: {measure['count']} sentences, {measure['mean']} words on average, "
                f"{measure['long']} over {measure['limit']} words ({measure['long_percent']} %)"
            )
        self.stdout.write(
            f"{report['errors']} errors, {report['hints']} hints, {len(report['to_confirm'])} "
            "statements that a doctor has still to confirm"
        )
