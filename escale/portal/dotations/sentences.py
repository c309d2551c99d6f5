"""What is said of a correction: what it did, what « Annuler » would do."""

from django.utils.translation import gettext as _

from escale.dotations.outcome import Outcome
from escale.dotations.queries import DotationRow
from escale.dotations.undoing import FormerContact
from escale.kernel.dates import french_time
from escale.kernel.emails import same_address
from escale.kernel.phones import format_phone


def success_sentence(outcome: Outcome, row: DotationRow) -> str:
    sentences = {
        Outcome.EMAIL_CHANGED: _("Adresse modifiée, l’e-mail d’activation part à %(email)s."),
        Outcome.PHONE_CHANGED: _("Téléphone modifié, un e-mail l’annonce à %(email)s."),
        Outcome.BOTH_CHANGED: _(
            "Adresse et téléphone modifiés, l’e-mail d’activation part à %(email)s."
        ),
        Outcome.RESENT: _("L’e-mail d’activation repart à %(email)s."),
        Outcome.STORED: _("Coordonnées enregistrées, elles serviront au premier e-mail."),
        Outcome.ALREADY_DONE: _("C’était déjà fait, aucun autre e-mail ne part."),
    }
    return sentences[outcome] % {"email": row.email}


def undone_sentence(outcome: Outcome, row: DotationRow) -> str:
    """Once « Annuler » has done it."""
    sentences = {
        Outcome.EMAIL_CHANGED: _(
            "Correction annulée : l’e-mail d’activation part à l’ancienne adresse, %(email)s."
        ),
        Outcome.PHONE_CHANGED: _(
            "Correction annulée : un e-mail annonce l’ancien téléphone à %(email)s."
        ),
        Outcome.BOTH_CHANGED: _(
            "Correction annulée : l’e-mail d’activation part à l’ancienne adresse, %(email)s."
        ),
        Outcome.STORED: _(
            "Correction annulée : les anciennes coordonnées serviront au premier e-mail."
        ),
    }
    if outcome not in sentences:
        return success_sentence(outcome, row)
    return sentences[outcome] % {"email": row.email}


def undo_sentence(former: FormerContact, row: DotationRow) -> str:
    """Said before: whom « Annuler » would write to (R36), and until when it may."""
    if row.is_before_first_email:
        said = _(
            "Possible jusqu’à %(time)s. Si vous annulez, le premier e-mail partira à "
            "%(email)s, mobile %(phone)s."
        )
    elif same_address(former.email, row.email):
        said = _(
            "Possible jusqu’à %(time)s. Si vous annulez, %(email)s recevra un e-mail qui "
            "annonce le %(phone)s."
        )
    else:
        said = _(
            "Possible jusqu’à %(time)s. Si vous annulez, l’ancienne adresse, %(email)s, "
            "recevra un nouveau lien."
        )
    return said % {
        "email": former.email,
        "phone": format_phone(former.phone),
        "time": french_time(former.until),
    }
