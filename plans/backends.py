"""Logging in with a work e-mail, the active role joined to the user in the same query."""

from allauth.account.auth_backends import AuthenticationBackend

from plans.models import User


class MembershipBackend(AuthenticationBackend):
    """allauth's backend, which reads the active role with the user on each request."""

    def get_user(self, user_id: int) -> User | None:
        """The user, or None when the account may no longer log in."""
        try:
            user = User.objects.with_active_role().get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None
