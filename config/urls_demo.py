"""The portal, plus the pages that exist only in the demonstration."""

from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler429, handler500
from config.urls import urlpatterns as portal

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

urlpatterns = [*portal, path("boite-aux-lettres/", include("escale.demo.urls"))]
