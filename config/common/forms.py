"""How forms look: label above, hint below it, the error in the field's place."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Every form and field through the templates of this project."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
