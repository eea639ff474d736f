from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "arasha.site"
    label = "arasha_site"

    def ready(self) -> None:
        from django.utils.translation import gettext, ngettext

        from arasha import law

        law.speak(gettext, ngettext)  # the ground floor knows no Django; its refusals are read in pages too
