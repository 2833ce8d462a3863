"""The WSGI entry point of the site."""

import os

from django.core.wsgi import get_wsgi_application

# Searches encode with threads of their own; those of numpy's BLAS would only wait for them, spinning.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.site.settings")
application = get_wsgi_application()
