from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_initial")]

    operations = [
        migrations.AddField(
            "measurereport",
            "came_by",
            models.CharField(
                default="link", max_length=8,
                choices=[("link", "Secure link"), ("post", "Post"), ("email", "E-mail"), ("courier", "Courier")],
            ),
        )
    ]  # fmt: skip
