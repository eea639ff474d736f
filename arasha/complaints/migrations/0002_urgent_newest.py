from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("urgent", True)), fields=["-received_at", "-id"], name="complaint_urgent_newest"
            ),
        ),
    ]
