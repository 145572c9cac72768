"""What a password must be like."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LengthValidator(MinimumLengthValidator):
    """Django's, whose sentence for a short password is not translated in 5.2."""

    def get_error_message(self) -> str:
        """Say how long it must be."""
        return f"Dit wachtwoord is te kort. Gebruik minstens {self.min_length} tekens."
