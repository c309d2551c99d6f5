"""What the console shows, one module for each kind of page."""

from procrastinate.contrib.django import admin as jobs

from escale.backoffice import bounces, clients, holds, issuer, orders, reading

__all__ = ["bounces", "clients", "holds", "issuer", "jobs", "orders", "reading"]
