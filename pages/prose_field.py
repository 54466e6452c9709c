"""The model field of rich text."""

from typing import Any

from django.db import models
from django_prose_editor.fields import ProseEditorField

from pages import prose


class ProseField(ProseEditorField):
    """Rich text that is stored clean whichever way it comes: form, loader, shell or `update()`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"extensions": prose.EXTENSIONS, "sanitize": prose.sanitise}
        super().__init__(*args, **kwargs)

    def pre_save(self, instance: models.Model, add: bool) -> str | None:
        """So that the instance holds what its row will hold."""
        value = self._clean(super().pre_save(instance, add))
        setattr(instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(self._clean(value), connection)

    def _clean(self, value: Any) -> Any:
        return prose.sanitise(value) if isinstance(value, str) else value
