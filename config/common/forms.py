"""How forms look: label above, hint below it, the error in the field's place."""

from django.forms import Select
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class FormRenderer(TemplatesSetting):
    """Every form and field through the templates of this project."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class PlainSelect(Select):
    """A list to choose from, in one go: Django renders a template for each option."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        """The element with its options."""
        told = self.get_context(name, value, attrs)["widget"]
        options = [option for _group, group, _index in told["optgroups"] for option in group]
        return format_html(
            '<select name="{}"{}>{}</select>',
            name,
            flatatt(told["attrs"]),
            format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                (
                    (each["value"], flatatt({"selected": each["selected"]}), each["label"])
                    for each in options
                ),
            ),
        )
