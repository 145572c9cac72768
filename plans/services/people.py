"""Giving and ending roles, choosing one, and leaving: what a beheerder does with people."""

from allauth.account.forms import ResetPasswordForm
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from config.common import audit
from plans.models import Group, Membership, Municipality, User
from plans.models.people import actor_of
from plans.rules.permissions import Role, may_manage_users

NOT_YOURS = "U beheert alleen de gebruikers van uw eigen gemeente."


@transaction.atomic
def grant_role(
    *,
    granting_user: User,
    email: str,
    name: str,
    role: str,
    municipality: Municipality | None = None,
    group: Group | None = None,
) -> Membership:
    """Give a person a role; who is new here gets a mail to choose a password.

    The name of somebody who has an account already is left as it is.
    """
    _refuse_stranger(granting_user, municipality.pk if municipality else None)
    user = _user_for(email, name)
    membership = Membership(
        user=user, role=role, municipality=municipality, group=group, granted_by=granting_user
    )
    membership.full_clean()
    membership.save()
    if user.active_membership_id is None:
        _activate(user, membership)
    audit.record(f"rol {role} geven", of=f"gebruiker {user.pk}", actor=granting_user)
    return membership


def _refuse_stranger(user: User, municipality: int | None) -> None:
    if not may_manage_users(actor_of(user), municipality):
        raise PermissionDenied(NOT_YOURS)


def _user_for(email: str, name: str) -> User:
    """The person with this address, locked; made and invited when there is none."""
    found: User | None = User.objects.select_for_update().filter(email=email.lower()).first()
    if found is None:
        return _new_user(email, name)
    if not found.is_active:
        raise ValidationError(
            {"email": "Dit account is geblokkeerd. Vraag de systeembeheerder om het te openen."}
        )
    return found


def _new_user(email: str, name: str) -> User:
    user: User = User.objects.create_user(email, name=name)
    invite(user=user)
    return user


def invite(*, user: User) -> None:
    """Mail the link with which a person chooses a password, once the account is saved.

    A mail server that is away keeps nobody from making an account: the error is logged, and
    the person can ask for the same link on the login page.
    """
    transaction.on_commit(lambda: _mail_link(user), robust=True)


def _mail_link(user: User) -> None:
    """The address of the site comes from the page that is being answered."""
    form = ResetPasswordForm({"email": user.email})
    if form.is_valid():
        form.save(None)


def _activate(user: User, membership: Membership | None) -> None:
    user.active_membership = membership
    user.save(update_fields=["active_membership"])


@transaction.atomic
def end_role(*, ending_user: User, membership: Membership) -> Membership:
    """End a role today; when it was the active one, another role of the person takes its place."""
    _refuse_stranger(ending_user, membership.municipality_id)
    held = Membership.objects.select_for_update().select_related("user").get(pk=membership.pk)
    if held.ended_at is not None:
        raise ValidationError("Deze rol is al beëindigd.", code="already_ended")
    if held.user_id == ending_user.pk:
        _refuse_last(held)
    held.ended_at, held.ended_by = timezone.now(), ending_user
    held.save(update_fields=["ended_at", "ended_by"])
    if held.user.active_membership_id == held.pk:
        _activate(held.user, held.user.memberships.current().first())
    audit.record(f"rol {held.role} beëindigen", of=f"gebruiker {held.user_id}", actor=ending_user)
    return held


def _refuse_last(held: Membership) -> None:
    """Without a beheerder nobody at the municipality can give roles any more."""
    if held.role != Role.BEHEERDER:
        return
    same = Membership.objects.current().filter(role=held.role, municipality=held.municipality_id)
    if not same.select_for_update().exclude(pk=held.pk):
        raise ValidationError(
            "U bent de laatste beheerder van deze gemeente. Geef eerst een collega deze rol.",
            code="last_beheerder",
        )


@transaction.atomic
def choose_role(*, user: User, membership: Membership) -> Membership:
    """Work on in another of one's own current roles."""
    if membership.user_id != user.pk or membership.ended_at is not None:
        raise PermissionDenied("Dit is geen rol van u.")
    _activate(user, membership)
    audit.record("rol kiezen", of=f"rol {membership.pk}", actor=user)
    return membership


@transaction.atomic
def pseudonymise(*, user: User, by: User) -> User:
    """Let a person leave: everything that names or admits them goes, what they recorded stays."""
    leaving: User = User.objects.select_for_update().get(pk=user.pk)
    _refuse_leaving(leaving, by)
    leaving.name = f"Oud-medewerker {leaving.pk}"
    leaving.email = f"vertrokken-{leaving.pk}@invalid.example"
    leaving.is_active = leaving.is_staff = leaving.is_superuser = False
    leaving.active_membership = None
    leaving.set_unusable_password()
    leaving.save()
    leaving.memberships.current().update(ended_at=timezone.now(), ended_by=by)
    _forget(leaving)
    audit.record("laten vertrekken", of=f"gebruiker {leaving.pk}", actor=by)
    return leaving


def _refuse_leaving(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise ValidationError(
            "U kunt uzelf niet laten vertrekken. Vraag een andere beheerder.", code="self"
        )
    actor = actor_of(by)
    if actor.is_superuser:
        return
    if user.is_superuser or not user.memberships.managed_by(actor).exists():
        raise PermissionDenied(NOT_YOURS)
    if user.memberships.current().exclude(municipality=actor.municipality).exists():
        raise ValidationError(
            "Deze persoon heeft ook een rol op een andere plek. Beëindig hier alleen de rol, of "
            "vraag de systeembeheerder om de persoon te laten vertrekken.",
            code="roles_elsewhere",
        )


def _forget(user: User) -> None:
    """Delete what logs the person in, and the name in the log of the staff pages."""
    for model in (Authenticator, EmailAddress, SocialAccount):
        model.objects.filter(user=user).delete()
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=kind, object_id=str(user.pk)).update(object_repr=user.name)
    end_sessions(user=user)


def end_sessions(*, user: User) -> None:
    """Log a person out everywhere. A session does not tell whose it is until it is read."""
    own = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    Session.objects.filter(pk__in=own).delete()


def forget_address(*, user: User) -> None:
    """After a change of e-mail address the old one may not log in any more."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
