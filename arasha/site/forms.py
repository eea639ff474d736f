"""How forms look: one renderer for every Django form. Fields are drawn by `arasha.site.field_html`, the rest by templates."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import TemplatesSetting

from arasha.site import field_html


class ArashaRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ field.as_field_group }}` with the components of this site.

    What a form of any room may say beyond Django's own:
    - `form.heading_field = "name"`: the label of that field is the heading of the page (one question a page);
    - a choice's label of two lines ("Confidential\\nThe office knows your name, the body does not") is a label with a hint;
    - a help text is one sentence; it stands between the label and the field and is read out with it;
    - the widget attribute `size` narrows a text field to that many characters.
    """

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        drawn = field_html.DRAWN.get(template_name)
        return drawn(context) if drawn else super().render(template_name, context, request)
