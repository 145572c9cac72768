"""The base of every list of the site."""

import django_tables2 as tables


class BaseTable(tables.Table):
    """A table with a caption and one column that names the row; both must be given."""

    caption = ""
    row_header = ""

    class Meta:
        template_name = "components/table.html"
        default = "-"
        order_by_field = "sorteer"
        page_field = "bladzijde"
