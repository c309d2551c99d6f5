from email.message import EmailMessage

import factory
from factory.django import DjangoModelFactory

from escale.demo.actions.keep_mail import keep_mail
from escale.demo.actions.keep_text import keep_text
from escale.demo.models import CaughtMail


def content(
    subject: str = "450 € pour vos vacances",
    text: str = "Bonjour,\nhttps://escale.example/activer/abc/\n",
    html: str = '<html><head></head><body><a href="https://escale.example/activer/abc/">Créer</a></body></html>',
) -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    message["Message-ID"] = "<m.1.abc@retour.escale.example>"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


class CaughtMailFactory(DjangoModelFactory[CaughtMail]):
    """A mail that was taken; `refused=True` for one whose recipient was refused."""

    class Meta:
        model = CaughtMail

    class Params:
        refused = factory.Trait(content=b"", refusal="550 5.1.2 inexistant.example: unknown domain")

    envelope_from = "bounces+abc@retour.escale.example"
    recipient = factory.Sequence(lambda n: f"personne{n}@yopmail.example")
    content = factory.LazyFunction(content)
    refusal = ""

    @classmethod
    def _create(cls, model_class: type[CaughtMail], *args: object, **kwargs: object) -> CaughtMail:
        return keep_mail(**kwargs)  # type: ignore[arg-type]


class CaughtTextFactory(DjangoModelFactory[CaughtMail]):
    """An SMS that the gateway took; `refused=True` for one that reaches no phone."""

    class Meta:
        model = CaughtMail

    class Params:
        refused = factory.Trait(refusal="Numéro inconnu ou non attribué")

    sender = "Escale"
    phone = factory.Sequence(lambda n: f"+3367602{n % 10_000:04}")
    text = "Votre code Escale : 123456"

    @classmethod
    def _create(cls, model_class: type[CaughtMail], *args: object, **kwargs: object) -> CaughtMail:
        return keep_text(**kwargs)  # type: ignore[arg-type]
