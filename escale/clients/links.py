"""Links that let somebody in, or end what comes regularly: signed, never stored (ADR 0005)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from escale.clients.models import Invitation, Member
from escale.kernel.tokens import BadToken, unsign
from escale.mailing.links import SignedLink

INVITATION_PURPOSE = "invitation"
DIGEST_PURPOSE = "end-digest"
INVITATION_LIFETIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class InvitationClaim:
    """What a genuine link says; whether it is still good is for the invitation to tell."""

    invitation_id: int
    generation: int
    issued_at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.issued_at + INVITATION_LIFETIME


def invitation_link(invitation: Invitation) -> SignedLink:
    fields = (invitation.pk, invitation.generation, int(invitation.sent_at.timestamp()))
    return SignedLink(
        path="/invitation/{token}/",
        purpose=INVITATION_PURPOSE,
        payload=".".join(map(str, fields)),
    )


def read_invitation_token(token: str) -> InvitationClaim | None:
    """None for a token that we did not make, whatever is wrong with it."""
    try:
        invitation_id, generation, issued_at = map(
            int, unsign(INVITATION_PURPOSE, token).split(".")
        )
    except (BadToken, ValueError):
        return None
    return InvitationClaim(invitation_id, generation, datetime.fromtimestamp(issued_at, tz=UTC))


def digest_end_link(member: Member) -> SignedLink:
    """Good as long as the member is: whoever has the mail may end it."""
    return SignedLink(
        path="/recapitulatif/{token}/arreter/", purpose=DIGEST_PURPOSE, payload=str(member.pk)
    )


def read_digest_token(token: str) -> int | None:
    """Whose digest it ends; None for a token that we did not make."""
    try:
        return int(unsign(DIGEST_PURPOSE, token))
    except (BadToken, ValueError):
        return None
