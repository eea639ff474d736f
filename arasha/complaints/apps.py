from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "arasha.complaints"
    label = "complaints"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from arasha import journal
        from arasha.complaints import digest, digest_front_office, digest_law, digest_told

        journal.register_digest("complaint", digest.digest, many=digest.digests, ids=digest.every_id)
        journal.register_digest("law", digest_law.digest, many=digest_law.digests, ids=digest_law.every_target)
        journal.register_digest("term_check", digest_told.digest, many=digest_told.digests, ids=digest_told.every_check)
        digest_front_office.register()
