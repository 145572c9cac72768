"""Keeping coordinators and partners, and choosing the two that are one."""

from django import forms

from plans.models import Coordinator, Municipality, Partner, Plan, User
from plans.services.party_records import stamp_of

NAME = 150


class PartnerForm(forms.Form):
    """The name of a party; ``seen`` tells how it was when the form was made."""

    name = forms.CharField(
        label="Naam",
        max_length=NAME,
        help_text="De naam van nu blijft een schrijfwijze: wie haar typt, vindt deze terug.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=400)

    def __init__(self, *args, party: Coordinator | Partner, user: User, **kwargs):
        shown = {"name": party.name, "seen": stamp_of(party)}
        super().__init__(*args, **kwargs | {"initial": shown})


class CoordinatorForm(PartnerForm):
    """The name of a coordinator, and what stands behind it."""

    field_order = ["name", "kind", "municipality", "seen"]

    kind = forms.ChoiceField(
        label="Soort", choices=Coordinator.Kind.choices, widget=forms.RadioSelect
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label="Gemeente",
        required=False,
        empty_label="geen",
        help_text="Alleen voor een coördinator die een gemeente is.",
    )

    def __init__(self, *args, party: Coordinator, user: User, **kwargs):
        super().__init__(*args, party=party, user=user, **kwargs)
        self.initial |= {"kind": party.kind, "municipality": party.municipality_id}
        seen = Municipality.objects.filter(plans__in=Plan.objects.visible_to(user))
        own = Municipality.objects.filter(pk=party.municipality_id)
        self.fields["municipality"].queryset = (seen | own).distinct()


class SpellingForm(forms.Form):
    """Another spelling of a party."""

    name = forms.CharField(
        label="Andere schrijfwijze",
        max_length=NAME,
        help_text="Zoals een afkorting, een meervoud of een oude naam.",
    )


class MergeForm(forms.Form):
    """Letters of the party to merge with."""

    met = forms.CharField(
        label="Samenvoegen met",
        max_length=NAME,
        help_text="Typ een paar letters van de naam en kies er een.",
        widget=forms.TextInput(attrs={"list": "anderen", "autocomplete": "off"}),
        error_messages={"required": "Typ een paar letters van de naam."},
    )
