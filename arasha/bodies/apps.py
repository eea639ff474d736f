from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "arasha.bodies"
    label = "bodies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from arasha import journal
        from arasha.bodies import digest

        journal.register_digest("body", digest.digest, many=digest.digests, ids=digest.every_id)
