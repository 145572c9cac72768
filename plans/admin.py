"""The staff pages of the systeembeheerder: what the site itself has no page for.

Roles are given and ended on the site, where it is logged; entries and cells are only read.
"""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from config.common import audit
from plans.models import Cell, Entry, Group, ImportedActor, Membership, Municipality, User
from plans.services import people
from plans.services.texts import name_changed


class StaffSite(admin.AdminSite):
    """Only what is registered below. Its own login page would skip the second factor."""

    site_header = site_title = "Veiligheidsplan: beheeromgeving"
    index_title = "Beheeromgeving"

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request, extra_context=None):
        """Log in where everyone does."""
        if request.user.is_authenticated:
            raise PermissionDenied("Alleen de systeembeheerder komt in de beheeromgeving.")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


class LoggedAdmin(admin.ModelAdmin):
    """What staff change is logged like every other act; nothing is deleted."""

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        action = "wijzigen" if change else "toevoegen"
        audit.record(action, of=f"{obj._meta.verbose_name} {obj.pk}", request=request)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list to look things up in."""

    list_per_page = 50

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class NameAdmin(LoggedAdmin):
    """What plans show by name: no page may keep the old one."""

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        name_changed()


class MunicipalityAdmin(NameAdmin):
    """Municipalities."""

    list_display = ["name", "code", "short"]
    search_fields = ["name", "code"]


class GroupAdmin(NameAdmin):
    """Groups of municipalities."""

    list_display = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    filter_horizontal = ["municipalities"]


class UserAdmin(LoggedAdmin):
    """Users. A password is chosen by its owner; a role is given on the site."""

    list_display = ["name", "email", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active", "is_staff", "is_superuser", "last_login"]
    readonly_fields = ["last_login"]

    def save_model(self, request, obj, form, change) -> None:
        """A new user is invited; a new address puts the old one out of use."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            people.invite(user=obj)
        elif "email" in form.changed_data:
            people.forget_address(user=obj)


class MembershipAdmin(ReadOnlyAdmin):
    """Roles, also those that ended."""

    list_display = ["user", "role", "municipality", "group", "granted_at", "ended_at"]
    list_filter = ["role", "municipality", "group"]
    list_select_related = ["user", "municipality", "group"]
    search_fields = ["user__name", "user__email"]


class ImportedActorAdmin(NameAdmin):
    """Who made imported entries; a name becomes a pseudonym here when somebody asks for it."""

    list_display = ["name"]
    search_fields = ["name"]

    def has_add_permission(self, request) -> bool:
        return False


class CellAdmin(ReadOnlyAdmin):
    """How each cell stands."""

    list_display = ["activity", "municipality", "status", "target", "since"]
    list_filter = ["status", "municipality"]
    list_select_related = ["activity", "municipality"]


class EntryAdmin(ReadOnlyAdmin):
    """Everything that was ever recorded."""

    list_display = ["cell", "status", "valid_from", "recorded_at", "author"]
    list_filter = ["status"]
    list_select_related = ["cell__activity", "cell__municipality", "actor", "imported_actor"]


site = StaffSite(name="admin")
site.register(Municipality, MunicipalityAdmin)
site.register(Group, GroupAdmin)
site.register(User, UserAdmin)
site.register(Membership, MembershipAdmin)
site.register(ImportedActor, ImportedActorAdmin)
site.register(Cell, CellAdmin)
site.register(Entry, EntryAdmin)
