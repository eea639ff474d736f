"""A term knows the last day of its pause: whether one stands still was looked for in the text of every sum, a list's longest part."""

from datetime import date

from django.db import migrations, models


def from_the_sums(apps, schema_editor):
    """The last pause of every open term that has one. It says what the sum says, so no digest changes."""
    terms = apps.get_model("complaints", "Term").objects
    for term in terms.filter(ended_on=None).only("id", "why").iterator(2000):
        if pauses := [fact["to"] for fact in term.why.get("facts", ()) if fact["kind"] == "pause"]:
            terms.filter(pk=term.pk).update(paused_until=date.fromisoformat(max(pauses)))


class Migration(migrations.Migration):
    dependencies = [("complaints", "0015_newest_for_a_reader_of_few")]

    operations = [
        migrations.AddField(model_name="term", name="paused_until", field=models.DateField(null=True)),
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["complaint"], condition=models.Q(paused_until__isnull=False), name="term_paused"),
        ),
        migrations.RunPython(from_the_sums, migrations.RunPython.noop),
    ]
