"""One message over an open SMTP session, in two exchanges where the server allows it (RFC 2920)."""

import smtplib
from typing import NoReturn

Reply = tuple[int, bytes]
_OK = (250, 251)
_GO_ON = 354
_CLOSING = 421


def hand_over(
    session: smtplib.SMTP, *, sender: str, recipient: str, content: bytes, reports: bool = False
) -> None:
    """Raises what `smtplib.SMTP.sendmail` raises; returns when the server has taken the message.

    `reports`: the servers on its way are asked to say that it is delivered, by those that offer to
    (RFC 3461), without the message.

    `content` is ASCII, in lines ended by CRLF. Addresses hold no space nor control.
    """
    session.ehlo_or_helo_if_needed()
    mail_options, rcpt_options = [], []
    if reports and session.has_extn("dsn"):
        mail_options, rcpt_options = ["RET=HDRS"], ["NOTIFY=SUCCESS,FAILURE,DELAY"]
    if not session.has_extn("pipelining"):
        session.sendmail(sender, [recipient], content, mail_options, rcpt_options)
        return
    if session.has_extn("size"):
        mail_options.append(f"SIZE={len(content)}")
    mail_command = " ".join([f"MAIL FROM:<{sender}>", *mail_options])
    rcpt_command = " ".join([f"RCPT TO:<{recipient}>", *rcpt_options])
    session.send(f"{mail_command}\r\n{rcpt_command}\r\nDATA\r\n")
    mail, rcpt, data = _replies(session)
    if not (mail[0] in _OK and rcpt[0] in _OK and data[0] == _GO_ON):
        if data[0] == _GO_ON:
            # It waits for a message that has no recipient: an empty one, which goes nowhere.
            session.send(b".\r\n")
            data = session.getreply()
        _recover(session, data)
        _raise_first_refusal((mail, rcpt, data), sender=sender, recipient=recipient)
    session.send(content.replace(b"\r\n.", b"\r\n..") + b".\r\n")
    end = session.getreply()
    if end[0] != 250:
        _recover(session, end)
        raise smtplib.SMTPDataError(*end)


def _replies(session: smtplib.SMTP) -> tuple[Reply, Reply, Reply]:
    """To the three commands; a server that leaves says so once."""
    replies: list[Reply] = []
    for _command in range(3):
        has_left = bool(replies) and replies[-1][0] == _CLOSING
        replies.append(replies[-1] if has_left else session.getreply())
    return replies[0], replies[1], replies[2]


def _raise_first_refusal(
    replies: tuple[Reply, Reply, Reply], *, sender: str, recipient: str
) -> NoReturn:
    mail, rcpt, data = replies
    if mail[0] not in _OK:
        raise smtplib.SMTPSenderRefused(*mail, sender)
    if rcpt[0] not in _OK:
        raise smtplib.SMTPRecipientsRefused({recipient: rcpt})
    raise smtplib.SMTPDataError(*data)


def _recover(session: smtplib.SMTP, last: Reply) -> None:
    """A session that can take the next message, or none."""
    if last[0] == _CLOSING:
        session.close()
    else:
        session.rset()
