"""Municipalities, and the groups in which they plan together."""

from django.core.validators import RegexValidator
from django.db import models


class Municipality(models.Model):
    """A *gemeente*, known by its code of Statistics Netherlands."""

    code = models.CharField(
        "CBS-code",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^GM\d{4}$", "Een gemeentecode is GM met vier cijfers.")],
    )
    name = models.CharField("naam", max_length=100, unique=True)
    short = models.CharField("korte naam", max_length=12, help_text="Zoals boven de kolom staat.")

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A *samenwerkingsverband* of municipalities that plan together."""

    slug = models.SlugField("adresnaam", unique=True)
    name = models.CharField("naam", max_length=100, unique=True)
    municipalities = models.ManyToManyField(
        Municipality, verbose_name="gemeenten", related_name="groups"
    )

    class Meta:
        verbose_name = "samenwerkingsverband"
        verbose_name_plural = "samenwerkingsverbanden"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
