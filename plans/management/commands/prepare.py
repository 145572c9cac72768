"""Make a database ready for use: tables, and in an empty one the demonstration set."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from plans.demonstration.services import accounts, is_empty, load_demonstration
from plans.models import User


class Command(BaseCommand):
    """``manage.py prepare``: what ``make setup`` and ``make run`` do before serving."""

    help = "Maakt de database klaar; in een lege database komen demonstratiegegevens."

    def add_arguments(self, parser):
        parser.add_argument("--quiet", action="store_true", help="zeg niets")
        parser.add_argument("--address", default="", help="het adres om te noemen")

    def handle(self, *args, quiet: bool, address: str, **options):
        call_command("migrate", verbosity=0, interactive=False)
        if settings.DEMONSTRATION_ALLOWED and is_empty():
            load_demonstration()
        if not quiet:
            self._tell(address)

    def _tell(self, address: str) -> None:
        if address:
            self.stdout.write(f"\nVeiligheidsplan draait op {address}\n")
        told = accounts()
        here = set(User.objects.filter(is_fictional=True).values_list("email", flat=True))
        known = [account for account in told["accounts"] if account["email"] in here]
        if not known:
            return
        self.stdout.write(f"\nDemonstratieaccounts, wachtwoord {told['password']}:")
        for account in known:
            roles = [role for role, _place in account["roles"]] or ["systeembeheerder"]
            self.stdout.write(f"  {' en '.join(roles):32} {account['email']}")
        self.stdout.write("")
