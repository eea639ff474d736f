"""WSGI entry point for granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arasha.site.settings")

application = get_wsgi_application()

# Behind a proxy the address of a member of staff is in a header, which is believed from the proxy alone.
if os.environ.get("ARASHA_PROXY"):
    from granian.utils.proxies import wrap_wsgi_with_proxy_headers

    application = wrap_wsgi_with_proxy_headers(application, trusted_hosts=os.environ["ARASHA_PROXY"].split(","))
