"""Access is a fact of a view. A view without it does not start."""

from enum import Enum, auto

from django.core.exceptions import PermissionDenied
from django.views.generic import View


class Access(Enum):
    """Who may come in. Rows follow from what a view's queryset shows to the user."""

    PUBLIC = auto()
    SIGNED_IN = auto()
    READ = auto()
    CHANGE = auto()


class ScopedView(View):
    """Base of every view of ours: it must name its access, and refuses what may not be changed.

    A view with ``Access.CHANGE`` overrides ``may_change``; what the user does not see is 404
    (the queryset's work), what is seen but not the user's to change is 403.
    """

    access: Access
    refusal = "U mag dit lezen, maar niet wijzigen."

    def may_change(self) -> bool:
        """Whether the user may do what this view is for; closed unless overridden."""
        return False

    def dispatch(self, request, *args, **kwargs):
        """Refuse before anything of the view runs."""
        if self.access is Access.CHANGE and not self.may_change():
            raise PermissionDenied(self.refusal)
        return super().dispatch(request, *args, **kwargs)
