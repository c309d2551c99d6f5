"""What servers answer, as operators, filters and mail servers write it, and what it means.

Each is said for good: after a 5xx, in a report of failure, in an event of a provider.
"""

from escale.mailing.causes import Cause

# A refusal of us: never somebody's error.
AGAINST_US = """
550 5.1.0 Emetteur invalide. Invalid Sender. OFR004_405 [405]
501 5.1.0 Emetteur invalide. Invalid Sender. OFR_415 [415]
5.0.1 Emetteur invalide. Invalid Sender. LPN105_405
550 5.2.0 Mail rejete. Mail rejected. ofr_506 [506]
550 5.2.0 Mail rejete. Mail rejected. OFR_513 [513]
550 mwinf5c10 ME Service refuse. Veuillez essayer plus tard. Service refused, please try later. \
OFR006_103 192.0.2.1 [103]
550 5.5.0 Service refuse. Veuillez essayer plus tard. service refused, please try later. LPN007_510
550 5.5.0 Service refusé. Veuillez réessayer plus tard.
421 mwinf5c77 ME Service refuse. Veuillez essayer plus tard. Service refused, please try later. \
OFR_999 [999]
421 mwinf5c27 ME Trop de connexions, veuillez verifier votre configuration. Too many connections, \
slow down. OFR004_104 [104]
550 mwinf5c04 ME Adresse IP source bloquee pour incident de spam. Client host blocked for spamming \
issues. OFR006_102 Ref http://csi.cloudmark.com/reset-request/?ip=192.0.2.1 [102]
550 5.5.0 SPF: 192.0.2.9 is not allowed to send mail. LPN007_401 [401]
550 5.5.0 Les emails envoyes vers la messagerie Laposte.net ont ete bloques par nos services. Afin \
de regulariser votre situation, nous vous invitons a cliquer sur le lien. LPN007_102
571 5.7.1 Message refused, DMARC verification Failed. Message refuse, verification DMARC en echec \
LPN007_517
421 smtp.orange.fr [192.0.2.1] Emetteur invalide, Veuillez verifier la configuration SPF/DNS de \
votre nom de domaine. Invalid Sender. SPF check failed
550 5.5.0 Authentification requise. Authentication Required. LPN105_402
554 5.7.1 Client host rejected LPN000_630
550 5.2.0 OFR005_506
450 4.7.1 Service refused due to bad behavior (SFR_IN_101)
421 4.7.0 msfrf2604.sfr.fr Error: too many errors
550 spam detected
421 Too many spams from your IP (192.0.2.9), please visit http://postmaster.free.fr/
421 Refused. Your reverse DNS entry does not resolve to an IP.
500 Too many spams from your IP
550 5.7.1 Votre adresse IP est sur liste noire
550 Expéditeur refusé
550 5.1.0 Adresse de l'expéditeur refusée
554 Message refusé par le filtre anti-spam
550 Message rejeté : considéré comme spam
550 5.7.1 Message bloqué par la politique de sécurité de l'organisation
554 Votre message a été refusé en raison de la réputation de votre serveur
554 Blocked - see https://ipcheck.proofpoint.com/?ip=192.0.2.9
550 5.7.0 Blocked - see https://support.proofpoint.com/dnsbl-lookup.cgi?ip=192.0.2.9
550 5.7.1 Message blocked by Proofpoint due to sender reputation
550 Rejected by header based manually Blocked Senders
550 Rejected by header based Anti-Spoofing policy: x@y.example - \
https://community.mimecast.com/docs/DOC-1369#550
550 Administrative prohibition - envelope blocked - https://community.mimecast.com/docs/DOC-1369#550
550 Envelope blocked - User Entry - https://community.mimecast.com/docs/DOC-1369#550 [abc]
554 Email rejected due to security policies - https://community.mimecast.com/docs/DOC-1369#554
550 Local CT Signature - https://community.mimecast.com/docs/DOC-1369#550
550 5.7.1 Message content rejected, UBE, id=00000-22-225
554 rejected due to spam URL in content
554 rejecting banned content
550 rejecting spoofed message
550 Blocked
554 Service unavailable; Client host [mx.escale.example] blocked using Barracuda Reputation; \
http://www.barracudanetworks.com/reputation/?r=1&ip=192.0.2.9
554 5.7.1 The message from (<x@y.example>) with the subject of (hello) matches a profile the \
Internet community may consider spam. Please revise your message before resending.
554-mx1.hc1234.iphmx.com 554 Your access to this mail system has been rejected due to the sending \
MTA's poor reputation. If you believe that this failure is in error, please contact the intended \
recipient via alternate means.
550 #5.7.1 Your access to submit messages to this e-mail system has been rejected.
550 5.7.1 [CS01] Message rejected due to local policy. Please visit \
https://support.apple.com/en-us/HT204137
554 5.7.1 [HM08] Message rejected due to local policy. Please visit \
https://support.apple.com/en-us/HT204137
550 5.1.1 <bounces+abc=privaterelay.appleid.com@escale.example>: unauthorized sender
550 5.7.1 Email rejected due to transformation error
550 5.7.1 Your email was rejected due to having a domain present in the Spamhaus DBL -- see \
https://www.spamhaus.org/dbl/
550 5.7.1 Service unavailable, MailFrom domain is listed in Spamhaus. To request removal from this \
list see https://www.spamhaus.org/query/lookup/ (S8002)
554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org
550 JunkMail rejected - mx.escale.example [192.0.2.1] is in an RBL, see http://www.spamcop.net
550 OU-002 (COL004-MC1F5) Unfortunately, messages from 192.0.2.1 weren't sent. Please contact your \
Internet service provider since part of their network is on our block list (S3140).
550 5.7.606 Access denied, banned sending IP [192.0.2.1]. To request removal from this list please \
visit https://sender.office.com/
550 5.7.515 Access denied, sending domain ESCALE.EXAMPLE doesn't meet the required authentication \
level.
550 5.7.509 Access denied, sending domain escale.example does not pass DMARC verification
550 5.1.8 Access denied, bad outbound sender
550 5.7.23 The message was rejected because of Sender Policy Framework violation
550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all \
senders to authenticate with either SPF or DKIM.
550-5.7.26 Unauthenticated email from escale.example is not accepted due to domain's DMARC policy.
550-5.7.1 [192.0.2.22 18] Our system has detected that this message is likely suspicious due to \
the very low reputation of the sending IP address.
550-5.7.1 [192.0.2.22] Our system has detected that this message is likely unsolicited mail. \
https://support.google.com/mail/?p=UnsolicitedMessageError
550-5.7.25 The IP address sending this message does not have a PTR record setup
550-5.2.1 The user you are trying to contact is receiving mail at a rate that 550-5.2.1 prevents \
additional messages from being delivered. gsmtp
554 5.2.122 The recipient has exceeded their limit for the number of messages they can receive per \
hour.
421 4.7.28 Our system has detected an unusual rate of unsolicited mail originating from your IP \
address.
421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred due to unexpected volume or user \
complaints - 4.16.55.1
554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes
554 Message not allowed - [PH01] Email not accepted for policy reasons.
553 5.7.1 [BL21] Connections will not be accepted from 192.0.2.1, because the ip is in Spamhaus's \
list
550 5.1.0 192.0.2.222 is not allowed to send from <example.net> per it's SPF Record.
550 5.2.0 Message rejected due to DMARC. Please see http://postmaster.comcast.net/
550 5.1.0 <x@y.example> sender rejected : invalid sender domain
550 5.1.8 <x@y.example>: Sender address rejected: Domain not found
450 4.1.8 <x@y.example>: Sender address rejected: Domain not found
550 5.1.0 <x@y.example>: Sender address rejected: User unknown in virtual mailbox table
550 Verification failed for <x@y.example> Sender verify failed
550 5.7.1 <escale.example>: Helo command rejected: Host not found
554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied
450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.1]
550 5.7.1 Recipient address rejected: Multiple authentication checks failed
550 5.7.0 <a@b.example>: Recipient address rejected: Spam detected
550 5.7.1 <a@b.example>: Recipient address rejected: Message rejected due to: SPF fail - not \
authorized
550 5.7.23 <a@b.example>: Recipient address rejected: Message rejected due to: SPF fail
554 5.7.1 <a@b.example>: Relay access denied
550 5.7.1 Unable to relay for a@b.example
550 5.7.64 TenantAttribution; Relay Access Denied
550 5.7.1 Email rejected per DMARC policy for zoho.com
550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required
554 5.6.0 Message refused by the content filter
550 High probability of spam
550 This message was classified as SPAM and may not be delivered
550 5.7.1 Virus detected in message
550 Message contains a virus or other harmful content
554 5.7.1 Message rejected under suspicion of SPAM
550 rejected because 192.0.2.1 is in a black list at bl.spamcop.net
550 5.7.1 Mail from 192.0.2.1 refused, see RBL
550 Your IP address is blacklisted
550 Too many recipients received this hour. Please see our rate limit policy
554 5.7.1 You have exceeded your hourly sending quota
452 4.5.3 Too many messages from your domain, slow down
550 Denied by policy
550 5.7.1 Access denied
550 you are not allowed to connect
554 INVALID IP FOR SENDING MAIL OF DOMAIN escale.example
550 Protocol violation
504 Command parameter not implemented
552 Too many recipients
550 5.6.9 improper use of 8-bit data in message header
554 Transaction failed: Duplicate header 'DKIM-Signature'.
550 550 Please turn on SMTP Authentication in your mail client.
5.1.0 - Unknown address error 550-'5.7.1 <x@y.example>... Access denied' (delivery attempts: 0)
550-5.7.1 Messages with multiple addresses in From: header are not accepted.
550 5.7.0 <x@y.example>... Please use the smtp server of your ISP.
550 No PTR Record found. Reverse DNS required: 203.0.113.22
"""

NO_SUCH_ADDRESS = """
550 5.1.1 <a@b.example>: Recipient address rejected: User unknown in virtual mailbox table
550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient a@b.example not found by SMTP address lookup
550 5.1.1 RESOLVER.ADR.RecipNotFound; not found
550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found
550 5.1.351 Remote server returned unknown recipient or mailbox unavailable
550 5.4.1 Recipient address rejected: Access denied.
550 5.4.1 [a@b.example]: Recipient address rejected: Access denied [AM0EUR02.outlook.com]
550 cuda_nsu 5.4.1 [a@b.example]: Recipient address rejected: Access denied
550 cuda_nsu 5.1.1 <a@b.example>... User unknown
554 5.7.1 <a@b.example>: Recipient address rejected: Access denied
550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]
550 5.1.1 <a@b.example>: Adresse destinataire invalide. Invalid recipient. LPN007_416
550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).
550 Requested action not taken: mailbox unavailable
550 5.1.1 <a@free.fr>: Recipient address rejected: undeliverable address: User unknown
550 Invalid Recipient - https://community.mimecast.com/docs/DOC-1369#550 [abcDEF.uk123]
550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 \
double-checking the recipient's email address for typos or 550-5.1.1 unnecessary spaces. \
https://support.google.com/mail/?p=NoSuchUser - gsmtp
550 5.1.1 https://support.google.com/mail/?p=NoSuchUser - gsmtp
554 delivery error: dd This user doesn't have a yahoo.com account (a@yahoo.com) [0] - mta1
550 5.7.1 No such user!
550 5.7.1 <a@b.example>: Recipient address rejected: User email address is marked as invalid.
554 5.7.1 <a@b.example>: Recipient address rejected: Invalid-Recipient.
554 5.7.1 <a@b.example>: Recipient address rejected: Not in recipient list
550 5.1.1 - This is not a valid email address. Please verify that you have the correct address
550 5.1.1 <a@b.example> recipient rejected. Recipient does not exist.
550 5.2.1 <a@b.example>... User Unknown
550 5.2.1 <a@b.example>... Addressee unknown, relay=[192.0.2.1]
550 5.2.0 No such mailbox: <a@b.example>
553 <a@b.example> address unknown.
551 not our user
550 5.1.1 Not our Customer
550 5.1.1 <a@b.example> recipient mailbox unallocated
550 5.1.6 user no longer on system
550 #5.1.0 Address rejected.
550 5.1.0 Address rejected a@b.example
550 <a@b.example>: Recipient address rejected
550 5.1.3 bad destination mailbox address syntax
550 User a@b.example not listed in Domino Directory
550 The recipient name is not recognized
550 Unknown Recipient
550 Invalid final delivery userid
550 Utilisateur inconnu
550 5.1.1 utilisateur inconnu
550 destinataire inconnu
550 5.1.1 Compte inexistant
550 Boîte aux lettres inexistante
550 Adresse e-mail introuvable
550 L'adresse de messagerie que vous avez entrée est introuvable.
550 Cet utilisateur n'existe pas
550 Le destinataire n’a pas été trouvé
550 Aucun compte ne correspond à cette adresse
550 5.1.1 L'adresse est incorrecte
550 5.0.0 Cette adresse n'est plus valide
550 unrouteable address
Your message wasn't delivered to a@b.example because the address couldn't be found, or is unable \
to receive mail.
The email address wasn’t found at the destination domain.
554 5.1.1 permanent failure for one or more recipients (a@b.example:550 5.1.1 User unknown)
550 This mailbox does not exist
550 No valid recipients for this MM
"""

UNKNOWN_DOMAIN = """
556 5.1.10 Recipient address has null MX
550 5.1.2 bad destination system address
550 Host or domain name not found. Name service error for name=b.example type=A: Host not found
550 5.4.4 Unable to route: domain has no mail exchangers
550 5.4.310 DNS domain b.example does not exist
550 Domain b.example does not exist
556 Domain does not accept mail
521 5.1.10 Host does not accept mail
550 5.1.2 Le domaine du destinataire n'existe pas
550 Nom de domaine inconnu
550 Domaine introuvable
Name service error for domain b.example: Host not found, try again
550 Host unknown (Authoritative answer from name server)
DNS Error: DNS type 'mx' lookup of b.example responded with code NXDOMAIN
Domain b.example has no MX records or is invalid
"""

MAILBOX_FULL = """
552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR204_417 [417]
552 5.1.1 OFR_417 [417]
552 5.2.2 mailbox full
552-5.2.2 The recipient's inbox is out of storage space. Please direct the recipient to the page
552-5.2.2 The email account that you tried to reach is over quota and inactive.
552 5.2.2 https://support.google.com/mail/?p=OverQuotaPerm
554 5.2.2 <a@free.fr>: Recipient address rejected: Quota exceeded (mailbox for user is full)
552 Requested mail action aborted: exceeded storage allocation
550 Mailbox is full / Blocks limit exceeded / Inode limit exceeded
550 User's mailbox exceeds allowed size
554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuota
554 This account is over quota
550 5.7.1 user is over quota
522 5.2.0 Delivery failed: Over quota
4.3.0 /var/email/kijitora/Maildir/tmp/1: Disk quota exceeded
550 La boîte aux lettres du destinataire est pleine
550 Boîte de réception pleine
552 Le quota de la boîte est dépassé
550 Boîte aux lettres saturée
552 Espace de stockage insuffisant
550 5.5.0 Quota dépassé pour ce destinataire
The number of messages in recipient's mailbox exceeded the local limit.
550 5.1.1 inbox is full
554 4.4.7 Message expired <452 4.2.2 mailbox full>
552 1 Requested mail action aborted, mailbox full
"""

DISABLED = """
550 5.1.1 Boite du destinataire archivee. Archived recipient. LPN007_420 [420]
550 5.5.0 Le compte du destinataire est bloque. The recipient account isblocked. LPN007_426
550 5.2.1 This mailbox has been blocked due to inactivity
550 5.2.1 The email account that you tried to reach is disabled.
550 5.2.1 https://support.google.com/mail/?p=DisabledUser
554 30 Sorry, your message to a@yahoo.com cannot be delivered. This mailbox is disabled (554.30).
550 Mailbox a@b.example is locked due to inactivity for more than 6 months
550 Message was not accepted -- invalid mailbox. Local mailbox a@mail.ru is unavailable: account \
is disabled
525 5.7.13 <a@b.example>: Recipient address rejected: Disabled recipient address
540 5.7.1 <a@b.example>: recipient address rejected: Inactive
550 5.1.1 account suspended
550 This account has been disabled or discontinued
550 5.1.1 <a@b.example> mailbox is inactive
550 Mailbox is frozen. See https://mail.example/
550 5.2.1 RACT: Mailbox is inactive
550 5.1.1 Compte désactivé
550 Boîte désactivée pour inactivité
550 5.1.1 Compte suspendu
550 Ce compte a été fermé
550 Cette boîte n'est plus utilisée
554 5.1.1 This user is no longer active
550 Account closed
550 5.1.1 Compte résilié
"""

TOO_LARGE = """
552 5.2.0 Taille limite du message atteinte. Maximum size of the message reached. OFR_514 [514]
552 5.3.4 Message size exceeds fixed maximum message size: 20971520 bytes
552 5.2.3 Message length exceeds limit set by recipient
552 5.2.3 <a@b.example>: Recipient address rejected: Message length exceeds administrative limit
552 Message too large
554 5.7.1 Your message exceeds the maximum size
550 Mail size limit exceeded
550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient
552 Le message est trop volumineux
550 La taille du message dépasse la limite autorisée
552 5.0.0 Message trop gros
"""

NO_ANSWER = """
554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>
550 4.4.7 QUEUE.Expired; message expired
550 5.4.312 Message expired, DNS query failed
550 5.4.316 Message expired, connection refused
550 5.4.1 Connection timed out
554 5.4.6 Hop count exceeded - possible mail loop
426 connection timed out
554 5.0.0 retry time not reached for any host after a long failure period; retry timeout exceeded
451 4.3.0 Temporary local problem, please try again later
450 4.2.0 <a@b.example>: Recipient address rejected: Greylisted, see http://postgrey.example/
550 5.4.7 Délai d'attente dépassé
550 Le serveur du destinataire ne répond pas
"""

# A refusal that does not say why.
REFUSED = """
554 no
550 5.0.0 Rejected
554 Transaction failed
550 5.2.0 Message not accepted
571 Delivery refused
550
"""


def _lines(texts: str, cause: Cause) -> list[tuple[str, Cause]]:
    return [(line, cause) for line in texts.strip().splitlines()]


ANSWERS = [
    *_lines(AGAINST_US, Cause.OURS),
    *_lines(NO_SUCH_ADDRESS, Cause.UNKNOWN_ADDRESS),
    *_lines(UNKNOWN_DOMAIN, Cause.UNKNOWN_DOMAIN),
    *_lines(MAILBOX_FULL, Cause.MAILBOX_FULL),
    *_lines(DISABLED, Cause.DISABLED),
    *_lines(TOO_LARGE, Cause.TOO_LARGE),
    *_lines(NO_ANSWER, Cause.NO_ANSWER),
    *_lines(REFUSED, Cause.REFUSED),
]
