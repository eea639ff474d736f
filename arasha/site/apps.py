from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "arasha.site"
    label = "arasha_site"
