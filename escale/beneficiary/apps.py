from django.apps import AppConfig


class BeneficiaryConfig(AppConfig):
    name = "escale.beneficiary"
