"""Load the demonstration set into an empty database."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from plans.demonstration.services import load_demonstration


class Command(BaseCommand):
    """``manage.py load_demonstration``; ``prepare`` does this by itself in an empty database."""

    help = "Laadt de fictieve demonstratiegegevens in een lege database."

    def handle(self, *args, **options):
        try:
            load_demonstration()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
