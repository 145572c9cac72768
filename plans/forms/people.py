"""Giving a role, and choosing one."""

from django import forms

from plans.models import Group, Membership, Municipality, User
from plans.rules.permissions import Actor


class GrantRoleForm(forms.Form):
    """Who gets which role where; it offers only places that the actor manages."""

    email = forms.EmailField(label="E-mailadres van het werk", max_length=254)
    name = forms.CharField(
        label="Naam",
        max_length=100,
        help_text="Heeft deze persoon al een account, dan blijft de naam zoals hij is.",
    )
    role = forms.ChoiceField(label="Rol", choices=Membership.ROLES, widget=forms.RadioSelect)
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label="Gemeente", required=False, empty_label="geen"
    )
    group = forms.ModelChoiceField(
        Group.objects.none(),
        label="Samenwerkingsverband",
        required=False,
        empty_label="geen",
        help_text="Alleen voor een planbeheerder van een samenwerkingsverband.",
    )

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        if actor.is_superuser:
            self.fields["municipality"].queryset = Municipality.objects.all()
            self.fields["group"].queryset = Group.objects.all()
        else:
            self._keep_to(actor)

    def _keep_to(self, actor: Actor) -> None:
        """A beheerder has one municipality to give roles at, so there is nothing to choose."""
        own = self.fields["municipality"]
        own.queryset = Municipality.objects.filter(pk=actor.municipality)
        own.required, own.initial = True, actor.municipality
        own.widget = forms.HiddenInput()
        self.fields["group"].widget = forms.HiddenInput()


class ChooseRoleForm(forms.Form):
    """One of the own current roles."""

    membership = forms.ModelChoiceField(
        Membership.objects.none(),
        label="In welke rol wilt u werken?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Kies een rol.",
            "invalid_choice": "Dit is geen rol van u. Kies een van de rollen hieronder.",
        },
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["membership"]
        field.queryset = user.memberships.current().with_place()
        field.initial = user.active_membership_id
