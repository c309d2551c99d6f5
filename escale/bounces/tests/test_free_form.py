"""Failures told in words alone, by the servers that people in France write to."""

import pytest

from escale.bounces.parsing.parse import parse
from escale.bounces.parsing.verdicts import BounceClass, BouncedRecipient, BounceKind
from escale.bounces.tests.made import ADDRESS, letter, report
from escale.mailing.causes import Cause

DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"
OUTLOOK = "Microsoft Outlook <postmaster@b.example>"


def only(content: bytes) -> BouncedRecipient:
    (said,) = parse(content).recipients
    return said


EXCHANGE = """Échec de remise pour les destinataires ou groupes suivants :

chloe@yopmail.example
%s

Informations de diagnostic pour les administrateurs :
Serveur de génération : srv-ex01.b.example
chloe@yopmail.example
%s
En-têtes de message d'origine :
Received: from srv-ex01.b.example (192.0.2.7)
"""
HEADING = """mx.b.example a rejeté votre message aux adresses de messagerie suivantes :

Chloé Durand (chloe@yopmail.example)
%s
"""
GMAIL = """** Message non distribué **

%s

Réponse du serveur distant :
%s
"""
LA_POSTE = """Bonjour,

Votre message n'a pas pu être remis à son destinataire : chloe@yopmail.example

Motif : %s

L'équipe laposte.net
Pour plus d'informations, consultez votre espace client ou contactez le service d'assistance.
"""
ZIMBRA = """Bonjour, ceci est un message automatique du serveur zimbra.b.example.

Le message que vous avez envoyé n'a pas pu être délivré à un ou plusieurs destinataires.
Il vous est renvoyé ci-dessous.

<chloe@yopmail.example>: %s
"""
POSTFIX = """Ceci est le système de messagerie de l'hôte mx.b.example.

Nous sommes désolés de vous informer que votre message n'a pas pu être livré.
Pour obtenir de l'aide, contactez le postmaster.

<chloe@yopmail.example>: l'hôte mx2.b.example[192.0.2.7] a dit : %s
    (en réponse à la commande RCPT TO)
"""


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (EXCHANGE % ("L'adresse de messagerie que vous avez entrée est introuvable. Vérifiez "
                     "l'adresse de messagerie du destinataire et réessayez d'envoyer le message.",
                     "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##"), Cause.UNKNOWN_ADDRESS),
        (EXCHANGE % ("La boîte aux lettres du destinataire est pleine et ne peut pas accepter de "
                     "messages pour le moment. Réessayez plus tard.", ""), Cause.MAILBOX_FULL),
        (EXCHANGE % ("Un problème est survenu avec la boîte aux lettres du destinataire.",
                     "#554 5.2.2 mailbox full ##"), Cause.MAILBOX_FULL),
        (EXCHANGE % ("Ce message est trop volumineux.",
                     "#550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large ##"),
         Cause.TOO_LARGE),
        (EXCHANGE % ("Votre message n'a pas été remis : vous n'avez pas l'autorisation d'envoyer à "
                     "ce destinataire.", "#550 5.7.1 RESOLVER.RST.NotAuthorized; no right ##"),
         Cause.OURS),
        (EXCHANGE % ("Le domaine du destinataire n'existe pas.", "#5.4.4"), Cause.UNKNOWN_DOMAIN),
        (EXCHANGE % ("Impossible de remettre ce message.", "#550 5.7.1 blocked by SPF ##"),
         Cause.OURS),
        (HEADING % "L'adresse que vous avez entrée n'existe pas.", Cause.UNKNOWN_ADDRESS),
        (HEADING % "Cette boîte de réception est saturée.", Cause.MAILBOX_FULL),
        (HEADING % "Le compte du destinataire est désactivé.", Cause.DISABLED),
        (HEADING % "Votre message a été refusé par l'organisation du destinataire.", Cause.OURS),
        (GMAIL % ("Votre message n'est pas parvenu à chloe@yopmail.example, car l'adresse est "
                  "introuvable ou ne peut pas recevoir d'e-mails.",
                  "550 5.1.1 The email account that you tried to reach does not exist."),
         Cause.UNKNOWN_ADDRESS),
        (GMAIL % ("Votre message à chloe@yopmail.example a été bloqué. Consultez les détails "
                  "techniques ci-dessous.", "550 5.7.26 unauthenticated"), Cause.OURS),
        (GMAIL % ("La boîte de réception de chloe@yopmail.example est pleine, ou reçoit trop "
                  "d'e-mails en ce moment.", "552 5.2.2 over quota"), Cause.MAILBOX_FULL),
        (LA_POSTE % "Boîte du destinataire archivée.", Cause.DISABLED),
        (LA_POSTE % "550 5.1.1 Adresse d au moins un destinataire invalide. LPN007_416",
         Cause.UNKNOWN_ADDRESS),
        (LA_POSTE % "550 5.5.0 Service refuse. Veuillez essayer plus tard. LPN007_510", Cause.OURS),
        (LA_POSTE % "554 refus", Cause.REFUSED),
        (ZIMBRA % "Quota dépassé", Cause.MAILBOX_FULL),
        (ZIMBRA % "utilisateur inconnu", Cause.UNKNOWN_ADDRESS),
        (ZIMBRA % "Destinataire inconnu : message rejeté", Cause.UNKNOWN_ADDRESS),
        (ZIMBRA % "message rejeté", Cause.REFUSED),
        (ZIMBRA % "cette adresse n'est plus utilisée", Cause.DISABLED),
        (POSTFIX % "550 5.1.1 Utilisateur inconnu dans la table des boîtes virtuelles",
         Cause.UNKNOWN_ADDRESS),
        (POSTFIX % "552 5.2.2 La boîte est pleine", Cause.MAILBOX_FULL),
        (POSTFIX % "554 5.7.1 Hôte client rejeté : accès refusé", Cause.OURS),
        (POSTFIX % "550 5.1.0 Emetteur invalide. OFR004_405", Cause.OURS),
        (POSTFIX % "554 non", Cause.REFUSED),
    ],
)  # fmt: skip
def test_a_failure_in_french(text: str, cause: Cause) -> None:
    said = only(letter(text, from_=DAEMON, subject="Message non remis"))
    assert (said.address, said.bounce_class) == (ADDRESS, BounceClass.FAILED)
    assert said.reason == cause


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Delivery has failed to these recipients:\n\nchloe@yopmail.example\nYour message wasn't "
         "delivered because the recipient's email provider rejected it.\n\nDiagnostic information "
         "for administrators:\n#< #5.1.1 smtp;550 5.1.1 User unknown> #SMTP#",
         Cause.UNKNOWN_ADDRESS),
        ("chloe@yopmail.example\nYour message couldn't be delivered because delivery to this "
         "address is restricted.\n\n550 5.7.1 RESOLVER.RST.AuthRequired; authentication required",
         Cause.OURS),
        ("mx.example rejected your message to the following e-mail addresses:\n\n"
         "chloe@yopmail.example\nThe address you sent your message to wasn't found at "
         "the destination domain.",
         Cause.UNKNOWN_ADDRESS),
        ("Message blocked\n\nYour message to chloe@yopmail.example has been blocked. See technical "
         "details below for more information.\n\nThe response from the remote server was:\n550 "
         "5.7.1 message blocked", Cause.OURS),
        ("chloe@yopmail.example\nThe recipient's mailbox is full and can't accept messages now. "
         "Please try resending your message later, or contact the recipient directly.",
         Cause.MAILBOX_FULL),
        ("The following message to <chloe@yopmail.example> was undeliverable.\nThe reason for the "
         "problem:\n5.1.0 - Unknown address error 550-'5.1.1 User unknown'", Cause.UNKNOWN_ADDRESS),
        ("The following message to <chloe@yopmail.example> was undeliverable.\nThe reason for the "
         "problem:\n5.1.0 - Unknown address error 554-'Blocked - see https://ipcheck.proofpoint.com'",
         Cause.OURS),
    ],
)  # fmt: skip
def test_a_failure_in_english(text: str, cause: Cause) -> None:
    said = only(letter(text, from_=OUTLOOK, subject="Undeliverable: Your vouchers"))
    assert (said.address, said.reason) == (ADDRESS, cause)


# What surrounds the answer speaks of everything that may go wrong.
OFFICE = """Your message to chloe@yopmail.example couldn't be delivered.

chloe@yopmail.example wasn't found at yopmail.example.

How to Fix It
The address may be misspelled or may not exist. Try one or more of the following:
The recipient may have set up email forwarding to an incorrect address.

More Info for Email Admins
Status code: 550 5.1.10

The error is reported by the recipient domain's email server.
Misconfigured mail flow or MX record settings can cause this error.
"""
OFFICE_IN_FRENCH = """Votre message à chloe@yopmail.example n'a pas pu être remis.

%s

Informations supplémentaires pour les administrateurs
Code d'état : 550 %s
Cette erreur se produit aussi quand les enregistrements MX du domaine ne sont pas corrects.
"""


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (OFFICE, Cause.UNKNOWN_ADDRESS),
        (OFFICE_IN_FRENCH % ("chloe@yopmail.example est introuvable.", "5.1.10"),
         Cause.UNKNOWN_ADDRESS),
        (OFFICE_IN_FRENCH % ("yopmail.example a suspecté que votre message était un courrier "
                             "indésirable et l'a rejeté.", "5.7.350"), Cause.OURS),
        (OFFICE_IN_FRENCH % ("Chloé accepte uniquement les messages de personnes de son "
                             "organisation.", "5.7.133"), Cause.OURS),
        ("Your message from <ne-pas-repondre@escale.example> to <chloe@yopmail.example> could not "
         "be delivered: no such user.", Cause.UNKNOWN_ADDRESS),
        ("Le message ci-joint est retourné à l'expéditeur car l'adresse chloe@yopmail.example est "
         "invalide.", Cause.UNKNOWN_ADDRESS),
    ],
)  # fmt: skip
def test_advice_around_the_answer_decides_nothing(text: str, cause: Cause) -> None:
    said = only(letter(text, from_=DAEMON, subject="Undeliverable"))
    assert (said.address, said.reason) == (ADDRESS, cause)


def test_an_address_of_any_alphabet_keeps_its_letters() -> None:
    said = only(
        letter("<zoé@société.example> : utilisateur inconnu", from_=DAEMON, subject="Non remis")
    )
    assert (said.address, said.reason) == ("zoé@société.example", Cause.UNKNOWN_ADDRESS)


SUBJECTS = [
    "Your vacation vouchers",
    "Absence du bureau",
    "Réponse automatique : vos chèques",
    "Votre boîte est pleine de surprises",
    "Compte désactivé : spam",
    "Out of office until Monday",
]


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize(
    "announced", ["Undeliverable: %s", "Non remis : %s", "Échec de remise : %s"]
)
def test_a_subject_of_ours_that_is_quoted_decides_nothing(announced: str, subject: str) -> None:
    text = f"<{ADDRESS}>: 550 no\n\nSujet : {subject}\nSubject: {subject}\n« {subject} »\n"
    said = only(letter(text, from_=DAEMON, subject=announced % subject))
    assert (said.bounce_class, said.reason) == (BounceClass.FAILED, Cause.REFUSED)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_of_ours_in_the_message_that_came_back(subject: str) -> None:
    content = (
        report(status="5.0.0", diagnostic="554 no")
        .replace(
            b"To: chloe@yopmail.example\n",
            f"To: chloe@yopmail.example\nSubject: {subject}\n".encode(),
        )
        .replace(b"your message came back", f"« {subject} » came back".encode())
    )
    content = content.replace(
        b"Undelivered Mail Returned to Sender", f"{subject} came back".encode()
    )
    assert only(content).reason == Cause.REFUSED


@pytest.mark.parametrize(
    "subject", ["Re: Undelivered Mail", "RE: Adresse invalide", "TR : Non remis"]
)
def test_a_person_who_answers_a_subject_about_failure_fails_nobody(subject: str) -> None:
    text = f"Bonjour, mon adresse {ADDRESS} est invalide, ma boîte est pleine."
    parsed = parse(letter(text, from_="Chloé <chloe@pro.example>", subject=subject))
    assert (parsed.kind, parsed.recipients) == (BounceKind.OTHER, ())


@pytest.mark.parametrize(
    "subject", ["Réponse automatique : Undelivered Mail", "Absence : votre message non remis"]
)
def test_a_person_who_is_away_whatever_they_quote(subject: str) -> None:
    parsed = parse(letter("Je suis absent.", from_="Chloé <chloe@pro.example>", subject=subject))
    assert (parsed.kind, parsed.recipients) == (BounceKind.AUTO_REPLY, ())


@pytest.mark.parametrize(
    "text",
    [
        "** Delivery incomplete **\n\nThere was a temporary problem delivering your message to "
        f"{ADDRESS}. Gmail will retry for 46 more hours. You'll be notified if the delivery fails "
        "permanently.",
        "** Remise incomplète **\n\nUn problème temporaire est survenu lors de la remise de votre "
        f"message à {ADDRESS}. Gmail va réessayer pendant encore 46 heures. Vous serez averti en "
        "cas d'échec définitif.",
        f"La remise aux destinataires suivants est retardée :\n\n{ADDRESS}\n\nDes tentatives de "
        "remise seront encore effectuées.",
        f"Le message pour {ADDRESS} n'a pas encore pu être remis : boîte pleine. De nouvelles "
        "tentatives auront lieu pendant 4 jours.",
    ],
)
def test_a_delay_that_speaks_of_failure_is_one(text: str) -> None:
    said = only(letter(text, from_=DAEMON, subject="Delivery Status Notification (Delay)"))
    assert (said.bounce_class, said.reason) == (BounceClass.DELAYED, None)
