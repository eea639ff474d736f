"""How forms look: one renderer for every Django form, its templates under `templates/django/forms/`."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class ArashaRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ field.as_field_group }}` with the components of this site.

    What a form of any room may say beyond Django's own:
    - `form.heading_field = "name"`: the label of that field is the heading of the page (one question a page);
    - a choice's label of two lines ("Confidential\\nThe office knows your name, the body does not") is a label with a hint;
    - a help text is one sentence; it stands between the label and the field and is read out with it;
    - the widget attribute `size` narrows a text field to that many characters.
    """
