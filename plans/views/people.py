"""Choosing a role, and what a beheerder does with users and roles."""

from functools import cached_property

from django import forms
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme

from config.common.access import Access, ScopedView
from config.common.lists import ListPage
from plans.filters import PeopleFilter
from plans.forms.people import ChooseRoleForm, GrantRoleForm
from plans.models import Membership, User
from plans.models.people import actor_of
from plans.rules.permissions import Actor, may_manage_users
from plans.services import people
from plans.tables.people import PeopleTable
from plans.views.base import ServiceForm


class ChooseRole(ServiceForm):
    """The own roles; one of them is active."""

    access = Access.SIGNED_IN
    form_class = ChooseRoleForm
    template_name = "plans/people/choose_role.html"

    def get_form_kwargs(self) -> dict:
        """The form offers the roles of this user."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def act(self, form) -> str:
        """Make it the active role."""
        chosen = people.choose_role(
            user=self.request.user, membership=form.cleaned_data["membership"]
        )
        return f"U werkt nu als {chosen}."

    def get_success_url(self) -> str:
        """Back to where the person came from, else the first page, which follows the role."""
        wanted = self.request.POST.get("next", "")
        is_safe = url_has_allowed_host_and_scheme(wanted, {self.request.get_host()})
        return wanted if is_safe else reverse_lazy("dashboard:home")


class ManagesUsers(ScopedView):
    """A page for a beheerder of a municipality, or the systeembeheerder."""

    access = Access.CHANGE
    refusal = "Alleen een beheerder gaat over gebruikers en rollen."

    @cached_property
    def actor(self) -> Actor:
        """The user in the active role."""
        return actor_of(self.request.user)

    def may_change(self) -> bool:
        """Within the own municipality; the rows are narrowed by ``managed_by``."""
        return may_manage_users(self.actor, self.actor.municipality)


class UserList(ManagesUsers, ListPage):
    """Who holds which role."""

    filterset_class = PeopleFilter
    table_class = PeopleTable
    template_name = "plans/people/list.html"
    name = "gebruikers"

    def get_queryset(self):
        """The current roles at the own municipality, in reading order."""
        rows = Membership.objects.current().managed_by(self.actor).with_place()
        return rows.select_related("user").order_by("user__name", "role", "pk")


class GrantRole(ManagesUsers, ServiceForm):
    """Give somebody a role."""

    form_class = GrantRoleForm
    template_name = "plans/people/grant_role.html"
    success_url = reverse_lazy("plans:users")

    def get_form_kwargs(self) -> dict:
        """The form offers only what this beheerder may give."""
        return super().get_form_kwargs() | {"actor": self.actor}

    def act(self, form) -> str:
        """Give it."""
        given = people.grant_role(granting_user=self.request.user, **form.cleaned_data)
        return f"{given.user} is nu {given}."


class EndRole(ManagesUsers, ServiceForm):
    """Ask once, then end a role."""

    form_class = forms.Form
    template_name = "plans/people/end_role.html"
    success_url = reverse_lazy("plans:users")

    @cached_property
    def membership(self) -> Membership:
        """The role, when it did not end and this beheerder manages it."""
        rows = Membership.objects.current().managed_by(self.actor).with_place()
        return get_object_or_404(rows.select_related("user"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        """The role that ends."""
        return super().get_context_data(membership=self.membership, **kwargs)

    def act(self, form) -> str:
        """End it."""
        people.end_role(ending_user=self.request.user, membership=self.membership)
        return f"{self.membership.user} is geen {self.membership} meer."

    def get_success_url(self) -> str:
        """Who ended an own role may not be a beheerder any more."""
        is_own = self.membership.user_id == self.request.user.pk
        return reverse_lazy("plans:roles") if is_own else super().get_success_url()


class UserLeaves(ManagesUsers, ServiceForm):
    """Ask once, then replace a name by a pseudonym for good."""

    form_class = forms.Form
    template_name = "plans/people/user_leaves.html"
    success_url = reverse_lazy("plans:users")

    @cached_property
    def leaving(self) -> User:
        """The person, when this beheerder manages a role that they have or had."""
        return get_object_or_404(User.objects.managed_by(self.actor), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        """The person, with the current roles that this beheerder knows of."""
        roles = self.leaving.memberships.current().managed_by(self.actor).with_place()
        return super().get_context_data(leaving=self.leaving, roles=roles, **kwargs)

    def act(self, form) -> str:
        """Let the person leave."""
        left = people.pseudonymise(user=self.leaving, by=self.request.user)
        return f"De persoon is vertrokken en heet voortaan {left}."
