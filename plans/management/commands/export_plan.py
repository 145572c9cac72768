"""Write a plan with its statuses and history as JSON."""

from django.core.management.base import BaseCommand, CommandError

from plans.exchange.rules import printed
from plans.exchange.selectors import document_of
from plans.models import PlanVersion


class Command(BaseCommand):
    """``manage.py export_plan SLUG`` prints the document."""

    help = "Schrijft een plan met alle standen en de hele geschiedenis als JSON."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="de adresnaam van het plan")
        parser.add_argument("--output", help="bestand; zonder deze keuze naar het scherm")

    def handle(self, *args, slug, output, **options):
        versions = PlanVersion.objects.filter(plan__slug=slug).current()
        version = versions.select_related("plan__group", "plan__implements").first()
        if version is None:
            raise CommandError(f"Er is geen plan met adresnaam {slug}.")
        text = printed(document_of(version))
        if output:
            with open(output, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
                file.write(text)
        else:
            self.stdout.write(text, ending="")
