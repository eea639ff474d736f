"""The order of the list holds what decides whether an officer may read a complaint: a reader of few walks the index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0014_examination")]

    operations = [
        migrations.RemoveIndex(model_name="complaint", name="complaint_newest"),
        migrations.RemoveIndex(model_name="complaint", name="complaint_state_newest"),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                fields=["-received_at", "-id", "officer", "duty", "about_office", "reviewer"], name="complaint_newest"
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                fields=["state", "-received_at", "-id", "officer", "duty", "about_office", "reviewer"],
                name="complaint_state_newest",
            ),
        ),
    ]
