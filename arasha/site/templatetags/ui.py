"""The template tags of every page (a builtin library: no `{% load %}`). docs/design.md lists them with their variables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms, template
from django.contrib.messages import get_messages
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from arasha.dates import write_date, write_moment
from arasha.site import icons, rows, states

register = template.Library()

# What was typed as a term's state in a row or a test: anything else is a programming error, not a style.
TERM_STATES = ("running", "soon", "late", "ended", "paused", "none")


def _language() -> str:
    return (get_language() or "kk")[:2]


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


# Dates and numbers


@register.filter(name="office_date")
def office_date_filter(value: date | datetime | None, form: str = "long") -> str:
    """The day in words and in office time: `{{ day|office_date }}`, `{{ day|office_date:"until" }}`. Empty for no date."""
    return write_date(_local(value), _language(), form) if value else ""


@register.simple_tag(name="office_date")
def office_date_tag(value: date | datetime | None, form: str = "long") -> str:
    """The same as a `<time>` element, which never breaks inside: `{% office_date day "short" %}`."""
    return _time(value, write_date(_local(value), _language(), form)) if value else ""


@register.simple_tag
def office_moment(value: datetime | None, form: str = "long") -> str:
    """Day and time of day (24 November 2026, 18:00) as a `<time>` element, in office time."""
    return _time(value, write_moment(_local(value), _language(), form)) if value else ""  # type: ignore[arg-type]


@register.filter
def clock(value: datetime | None) -> str:
    """The time of day in office time, hours and minutes."""
    return f"{_local(value):%H:%M}" if value else ""


def _time(value: date | datetime, words: str) -> SafeString:
    local = _local(value)
    machine = local.isoformat(timespec="minutes") if isinstance(local, datetime) else local.isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.filter
def grouped(value: int | None) -> str:
    """A whole number with its thousands apart: 9,712 in English, 9 712 (no-break space) in Kazakh and Russian."""
    if value is None:
        return ""
    return f"{value:,}" if _language() == "en" else f"{value:,}".replace(",", "\u00a0")


@register.simple_tag
def wd_left(days: int | None) -> str:
    """Working days left of a term, in words; negative days are days late. Empty for no number."""
    if days is None:
        return ""
    if days == 0:
        return gettext("due today")
    if days < 0:
        return ngettext("%(days)s working day late", "%(days)s working days late", -days) % {"days": -days}
    return ngettext("%(days)s working day left", "%(days)s working days left", days) % {"days": days}


# Signs


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An inline SVG from `icons.ICONS`; without a label it is decoration."""
    return mark_safe(icons.draw(name, str(conditional_escape(label)), css))  # noqa: S308 (our own drawings; the label is escaped)


@register.simple_tag
def mark(size: int = 24) -> SafeString:
    """The mark of Arasha: three upright strokes, the middle one stepping forward."""
    return format_html(
        '<svg class="mark" viewBox="0 0 24 24" width="{0}" height="{0}" aria-hidden="true">{1}</svg>',
        size,
        mark_safe(icons.MARK),  # noqa: S308 (our own drawing)
    )


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """The state of a complaint: word, shape and tone."""
    return _badge(state, _language())


@lru_cache(maxsize=256)
def _badge(state: str, language: str) -> SafeString:
    return render_to_string("components/badge.html", states.look(state)._asdict())


@register.simple_tag
def term(term: Any, compact: bool = False) -> SafeString:
    """A term with its reason; `term` as components/term.html describes it, None for no term. `compact` leaves out the day count.

    A list shows the same few sums on every row: a term that names itself by `same_as` is rendered once a process, language and day.
    """
    same = getattr(term, "same_as", None)
    key = (same, compact, _language())
    if same is not None and key in _terms:
        return _terms[key]
    shown = render_to_string("components/term.html", {"term": term, "compact": compact})
    if same is not None:
        if len(_terms) >= TERMS_KEPT:
            _terms.clear()
        _terms[key] = shown
    return shown


@register.simple_tag
def work_row(row: Any, selectable: bool = False) -> SafeString:
    """One line of a work list; `arasha.site.rows` says what a row has."""
    return rows.work_row(row, badge=state_badge, term=_compact, selectable=bool(selectable))


def _compact(shown: Any) -> SafeString:
    return term(shown, compact=True)


TERMS_KEPT = 4096
_terms: dict[tuple[Any, ...], SafeString] = {}


@register.filter
def term_state(term: Any) -> str:
    """The state of a term for its style; `running` if it says nothing. Raises ValueError for a state nobody knows."""
    state = (term.get("state") if isinstance(term, dict) else getattr(term, "state", None)) or "running"
    if str(state) not in TERM_STATES:
        raise ValueError(f"no such state of a term: {state}")
    return str(state)


# The page around


@register.inclusion_tag("components/lang_switch.html", takes_context=True)
def lang_switch(context: template.Context) -> dict[str, Any]:
    """Қаз · Рус · Eng: links, or submit buttons of the form `form_id` so that nothing typed is lost."""
    return {"shell": context.get("shell"), "form_id": context.get("form_id")}


@register.inclusion_tag("components/flashes.html", takes_context=True)
def flashes(context: template.Context) -> dict[str, Any]:
    """What the last action has to say (django.contrib.messages). For the desk: asking opens the session."""
    request = context.get("request")
    return {"flashes": list(get_messages(request)) if request is not None else []}


# Forms


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms_: forms.BaseForm) -> dict[str, Any]:
    """What is wrong in these forms, each error a link to its field. Nothing if nothing is wrong."""
    return {"errors": [error for form in forms_ if form for error in errors_of(form)]}


def errors_of(form: forms.BaseForm) -> list[tuple[str, Any]]:
    """(target id, message) of each error, in the order of the fields; errors of the whole form come first, without a target."""
    found: list[tuple[str, Any]] = [("", message) for message in form.non_field_errors()]
    for field in form:
        found += [(_first_input(field), _with_label(field, message)) for message in field.errors]
    return found


def _with_label(field: forms.BoundField, message: Any) -> str:
    """Django's own messages ("This field is required.") do not say of what: far from the field they need its label."""
    own = {str(text) for kind in type(field.field).__mro__ for text in vars(kind).get("default_error_messages", {}).values()}
    return f"{label_lines(field.label)[0]}: {message}" if message in own else message


def _first_input(field: forms.BoundField) -> str:
    """The id a link must point to so that the focus lands on something one can fill in (a group's first choice, a date's day)."""
    if field.use_fieldset and field.subwidgets:
        first = field.subwidgets[0]
        inner = first.data.get("subwidgets") or [first.data]
        return inner[0]["attrs"].get("id", "") or field.auto_id
    return field.id_for_label or field.auto_id


@register.filter
def has_errors(form: forms.BaseForm | None) -> bool:
    """Whether a form that was sent came back with errors (asking an unsent form costs nothing)."""
    return bool(form is not None and getattr(form, "is_bound", False) and form.errors)


@register.filter
def label_lines(label: Any) -> list[str]:
    """A choice's label as [label, hint]: two lines of one text."""
    head, _newline, hint = str(label).partition("\n")
    return [head, hint]


@register.simple_tag
def room_for(field: forms.BoundField) -> str:
    """How much one may write in a long text, said beforehand (a counter would need a script). Empty for anything else."""
    limit = getattr(field.field, "max_length", None)
    if not limit or not isinstance(field.field.widget, forms.Textarea):
        return ""
    return gettext("Up to %(count)s characters.") % {"count": grouped(limit)}


@register.filter
def words(text: str) -> list[str]:
    """A list written in a template as words with spaces between."""
    return text.split()


# Blocks with content


def _block(template_name: str, content: str, **context: Any) -> SafeString:
    return mark_safe(render_to_string(template_name, {"content": content, **context}))  # noqa: S308 (rendered by templates)


@register.simple_block_tag
def callout(content: str, tone: str = "info", title: str = "", icon_name: str = "") -> SafeString:
    """Something to notice: `{% callout tone="warning" title=_("…") %}…{% endcallout %}`. Tones: info, warning, danger, done, quiet."""
    return _block("components/callout.html", content, tone=tone, title=title, icon_name=icon_name)


@register.simple_block_tag
def fold(content: str, summary: str = "", open: bool = False, kind: str = "") -> SafeString:
    """Something to open when wanted, without a script: `{% fold summary=_("Why?") %}…{% endfold %}`."""
    return _block("components/fold.html", content, summary=summary, open=open, kind=kind)


@register.simple_block_tag
def panel(content: str, title: str = "", id: str = "", level: int = 2, count: int | None = None) -> SafeString:
    """A titled section of a page: `{% panel title=_("People") id="people" %}…{% endpanel %}`."""
    return _block("components/panel.html", content, title=title, id=id, level=level, count=count)


@register.filter
def strokes(step: int, steps: int) -> Iterable[str]:
    """The upright strokes of a progress: which are behind, which is now, which are ahead."""
    return ["now" if number == step else "done" if number < step else "ahead" for number in range(1, steps + 1)]
