from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bodies", "0001_initial")]

    operations = [migrations.AddField("securelink", "revoked_at", models.DateTimeField(null=True))]
