"""Fields of rows that name what the issuer sells."""

from typing import Any

from django.db import models
from django.db.models.expressions import Combinable


class KindField(models.CharField[str | Combinable, str]):
    """Its choices are the issuer's own names of products: of those a database knows nothing.

    For migrations it is Django's own field, without choices: another name is no migration.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", list(args), kwargs
