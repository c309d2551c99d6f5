from django.apps import AppConfig


class RateLimitsConfig(AppConfig):
    name = "escale.rate_limits"
