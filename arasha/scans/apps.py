from django.apps import AppConfig


class ScansConfig(AppConfig):
    name = "arasha.scans"
    label = "scans"

    def ready(self) -> None:
        from arasha import journal
        from arasha.scans import digest

        journal.register_digest("scan", digest.digest, many=digest.digests, ids=digest.every_id)
