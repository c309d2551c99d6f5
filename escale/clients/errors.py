from django.utils.translation import gettext as _

from escale.kernel.errors import DomainError


class IdentifierTaken(DomainError):
    code = "identifier-taken"

    def __init__(self, identifier: str) -> None:
        super().__init__(
            _("L’identifiant %(identifier)s est déjà pris. Choisissez-en un autre.")
            % {"identifier": identifier}
        )


class LastAdministrator(DomainError):
    code = "last-administrator"

    def __init__(self) -> None:
        super().__init__(
            _(
                "C’est le seul administrateur de votre organisation. Donnez d’abord ce rôle à un "
                "autre membre."
            )
        )


class AlreadyMember(DomainError):
    code = "already-member"

    def __init__(self, email: str) -> None:
        super().__init__(
            _("%(email)s est déjà membre de votre organisation : changez son rôle dans la liste.")
            % {"email": email}
        )


class AlreadyInvited(DomainError):
    code = "already-invited"

    def __init__(self, email: str) -> None:
        super().__init__(
            _("%(email)s est déjà invité : renvoyez-lui son invitation depuis la liste.")
            % {"email": email}
        )


class TooManyInvitations(DomainError):
    code = "too-many-invitations"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Trop d’invitations attendent une réponse. Annulez celles qui n’ont plus lieu "
                "d’être."
            )
        )


class InvitedMomentsAgo(DomainError):
    code = "invited-moments-ago"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Une invitation est partie il y a moins de 10 minutes. Laissez-lui le temps "
                "d’arriver, puis recommencez."
            )
        )


class InvitationGone(DomainError):
    """Cancelled, replaced, accepted, expired, or never ours."""

    code = "invitation-gone"

    def __init__(self) -> None:
        super().__init__(
            _("Cette invitation n’est plus valable. Demandez-en une autre à qui vous a invité.")
        )


class AddressHasAccess(DomainError):
    """Told to whoever holds the address alone, never to whoever invites it (D9)."""

    code = "address-has-access"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Cette adresse ouvre déjà l’accès d’une autre organisation. Demandez à être "
                "invité à une autre adresse."
            )
        )
