from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "arasha.mailbox"
    label = "mailbox"

    def ready(self) -> None:
        from arasha import journal
        from arasha.mailbox import digest

        journal.register_digest("mail", digest.digest, many=digest.digests, ids=digest.every_id)
