"""The list of fields and themes of the VNG method *Kernbeleid Veiligheid*, by edition."""

from django.db import models


class SafetyField(models.Model):
    """A *veiligheidsveld*."""

    edition = models.CharField("editie", max_length=20)
    number = models.CharField("nummer", max_length=5)
    title = models.CharField("titel", max_length=150)

    class Meta:
        verbose_name = "veiligheidsveld"
        verbose_name_plural = "veiligheidsvelden"
        ordering = ["edition", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "number"],
                name="safety_field_number_once",
                violation_error_message="Deze editie heeft al een veld met dit nummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class SafetyTheme(models.Model):
    """A theme of a *veiligheidsveld*, such as 1.3."""

    field = models.ForeignKey(
        SafetyField, verbose_name="veiligheidsveld", on_delete=models.PROTECT, related_name="themes"
    )
    number = models.CharField("nummer", max_length=5)
    title = models.CharField("titel", max_length=150)

    class Meta:
        verbose_name = "thema van Kernbeleid Veiligheid"
        verbose_name_plural = "thema's van Kernbeleid Veiligheid"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["field", "number"],
                name="safety_theme_number_once",
                violation_error_message="Dit veld heeft al een thema met dit nummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
