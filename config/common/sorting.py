"""Sorting texts alike on each database: they differ in how they compare, this does not."""

from django.db.models import Func, TextField
from django.db.models.functions import Lower


class ByBytes(Func):
    """A text compared letter by letter as it is stored, whatever the language of the database."""

    arity = 1
    template = "%(expressions)s"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        """PostgreSQL sorts in the language of the database unless it is told otherwise."""
        return super().as_sql(
            compiler, connection, template='%(expressions)s COLLATE "C"', **context
        )


def by_name(field) -> ByBytes:
    """Names in small letters."""
    return ByBytes(Lower(field))
