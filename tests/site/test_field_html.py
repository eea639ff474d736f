"""Fields drawn in Python: escaped, in the order that a screen reader needs, the same inputs as Django's own."""

from __future__ import annotations

import re

from django import forms
from django.forms.renderers import DjangoTemplates

from arasha.complaints.forms.typed import QuickSelect


class Sample(forms.Form):
    name = forms.CharField(help_text="Write it.", initial="<\"&'>", error_messages={"required": "Write <your> name."})
    kind = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A <b>\nmore"), ("b", "B")], initial="b", required=False)
    text = forms.CharField(widget=forms.Textarea, initial="</textarea>", max_length=50)
    agreed = forms.BooleanField(required=False)


def test_what_people_typed_is_escaped():
    page = str(Sample())
    assert 'value="&lt;&quot;&amp;&#x27;&gt;"' in page
    assert "&lt;/textarea&gt;</textarea>" in page
    assert "maxlength" not in page[page.index("<textarea") :]
    assert 'A &lt;b&gt;<span class="hint">more</span>' in page


def test_the_error_stands_before_the_input():
    page = str(Sample({"kind": "b"}))
    order = [page.index(part) for part in ('for="id_name"', "Write it.", "Write &lt;your&gt; name.", 'name="name"')]
    assert order == sorted(order)
    assert 'aria-invalid="true"' in page


def test_inputs_are_those_of_django():
    form = Sample(data={"name": "x", "kind": "a", "text": "y"})
    for name in ("name", "agreed"):
        bound = form[name]
        theirs = bound.field.widget.render(name, bound.value(), {"id": bound.auto_id}, DjangoTemplates())
        ours = bound.field.widget.render(name, bound.value(), {"id": bound.auto_id}, form.renderer)
        assert ours.strip() == theirs.strip()
    assert re.search(r'<input type="radio" name="kind" value="a"[^>]* checked', str(form))


def test_a_quick_select_marks_only_what_is_chosen():
    choices = [("", "none"), ("Group <g>", [("a", "A & B"), ("ab", "AB")]), ("z", "Z")]
    for chosen, marked in (("a", ["a"]), ("ab", ["ab"]), ("", [""]), (None, [""]), ("nowhere", [])):
        page = QuickSelect(choices=choices).render("body", chosen)
        assert re.findall(r'value="(\w*)" selected', page) == marked
        assert '<optgroup label="Group &lt;g&gt;">' in page
        assert "A &amp; B" in page
