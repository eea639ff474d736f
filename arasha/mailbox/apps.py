from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "arasha.mailbox"
    label = "mailbox"
