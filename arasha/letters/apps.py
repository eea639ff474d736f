from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "arasha.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from arasha import journal
        from arasha.letters import digest, verifying

        journal.register_check("letters", verifying.altered_letters)
        journal.register_digest("template", digest.digest, many=digest.digests, ids=digest.every_text)
        journal.register_digest("passage", digest.passage_digest, many=digest.passage_digests, ids=digest.every_passage)
