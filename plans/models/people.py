"""Users, and the roles that they hold at municipalities and groups."""

from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from plans.models.municipalities import Group, Municipality
from plans.rules.permissions import Actor, Role, may_manage_users


class UserQuerySet(models.QuerySet):
    """Users as pages need them."""

    def with_active_role(self) -> Self:
        """Join what a page needs of the active role."""
        return self.select_related("active_membership__municipality", "active_membership__group")

    def managed_by(self, actor: Actor) -> Self:
        """Who holds or held a role that the actor manages; everybody for a superuser."""
        if actor.is_superuser:
            return self
        return self.filter(pk__in=Membership.objects.managed_by(actor).values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes users, who log in with their work e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Make a user; without a password the account waits for one to be chosen."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Make a systeembeheerder."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The name stands only here, so that it can be replaced by a pseudonym here."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=100)
    is_active = models.BooleanField("mag inloggen", default=True)
    is_staff = models.BooleanField("mag in de beheeromgeving", default=False)
    is_fictional = models.BooleanField("demonstratieaccount", default=False, editable=False)
    date_joined = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    active_membership = models.ForeignKey(
        "plans.Membership",
        verbose_name="actieve rol",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="email_once",
                violation_error_message="Er is al een gebruiker met dit e-mailadres.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Addresses are kept in small letters, so that one person has one account."""
        super().clean()
        self.email = self.email.lower()


class MembershipQuerySet(models.QuerySet):
    """Roles as pages need them."""

    def current(self) -> Self:
        """Roles that did not end."""
        return self.filter(ended_at__isnull=True)

    def with_place(self) -> Self:
        """Join municipality and group, which the name of a role shows."""
        return self.select_related("municipality", "group")

    def managed_by(self, actor: Actor) -> Self:
        """Roles at the beheerder's municipality, also those that ended; all for a superuser."""
        if actor.is_superuser:
            return self
        if not may_manage_users(actor, actor.municipality):
            return self.none()
        return self.filter(municipality=actor.municipality)


class Membership(models.Model):
    """A role of a person at one municipality, or of a planbeheerder at a group."""

    ROLES = [(role.value, role.label) for role in Role]

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("rol", max_length=20, choices=ROLES)
    municipality = models.ForeignKey(
        Municipality, verbose_name="gemeente", null=True, blank=True, on_delete=models.PROTECT
    )
    group = models.ForeignKey(
        Group, verbose_name="samenwerkingsverband", null=True, blank=True, on_delete=models.PROTECT
    )
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField("gegeven op", default=timezone.now)
    ended_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField("beëindigd op", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "rol"
        verbose_name_plural = "rollen"
        ordering = ["role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="membership_at_municipality_or_group",
                condition=Q(municipality__isnull=False, group__isnull=True)
                | Q(municipality__isnull=True, group__isnull=False, role=Role.PLANBEHEERDER),
                violation_error_message="Kies één gemeente, of voor een planbeheerder één "
                "samenwerkingsverband.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "municipality"],
                condition=Q(ended_at__isnull=True, municipality__isnull=False),
                name="membership_once_at_a_municipality",
                violation_error_message="Deze persoon heeft deze rol hier al.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "group"],
                condition=Q(ended_at__isnull=True, group__isnull=False),
                name="membership_once_at_a_group",
                violation_error_message="Deze persoon heeft deze rol hier al.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.place}"

    @property
    def place(self) -> Municipality | Group:
        """Where the role is held; join it with ``with_place``."""
        return self.municipality or self.group


class ImportedActor(models.Model):
    """Who made an imported entry: a name, only here, so that it can become a pseudonym here."""

    name = models.CharField("naam", max_length=150, unique=True)

    class Meta:
        verbose_name = "persoon uit een import"
        verbose_name_plural = "personen uit imports"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


def actor_of(user) -> Actor:
    """The person in the active role, as the rules of permission see it; anyone may be passed."""
    if not user.is_authenticated:
        return Actor()
    held = user.active_membership
    if held is None or held.ended_at is not None:
        return Actor(user=user.pk, is_superuser=user.is_superuser)
    return Actor(
        user=user.pk,
        role=held.role,
        municipality=held.municipality_id,
        group=held.group_id,
        is_superuser=user.is_superuser,
    )
