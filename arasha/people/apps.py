from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "arasha.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from arasha import journal
        from arasha.people import digest

        journal.register_digest("account", digest.digest, many=digest.digests, ids=digest.every_id)
