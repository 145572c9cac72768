"""Read a plan that ``export_plan`` wrote."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from plans.exchange.services import import_plan


class Command(BaseCommand):
    """``manage.py import_plan FILE``: all of it, or nothing."""

    help = "Leest een plan uit een JSON-bestand: helemaal, of niets."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="het JSON-bestand")

    def handle(self, *args, file: Path, **options):
        try:
            version = import_plan(text=file.read_bytes())
        except OSError as error:
            raise CommandError(f"Het bestand {file} is niet te lezen.") from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"Gelezen: {version.plan.title} ({version.plan.slug})")
