from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_urgent_newest")]

    operations = [
        migrations.AddField(
            "inquiry",
            "came_by",
            models.CharField(
                blank=True, default="", max_length=8,
                choices=[("link", "Secure link"), ("post", "Post"), ("email", "E-mail"), ("courier", "Courier")],
            ),
            preserve_default=False,
        )
    ]  # fmt: skip
