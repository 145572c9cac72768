"""Remove the demonstration set."""

from django.core.management.base import BaseCommand

from plans.demonstration.services import remove_demonstration


class Command(BaseCommand):
    """``manage.py remove_demonstration``: all that is fictitious goes, the real plans stay."""

    help = "Verwijdert alle fictieve demonstratiegegevens en -accounts."

    def handle(self, *args, **options):
        for what, number in remove_demonstration().items():
            self.stdout.write(f"{number} {what} verwijderd")
