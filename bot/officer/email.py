"""Pages by e-mail, through aiosmtplib: plain text, one message a connection, and never a word without TLS.

Nothing in a mail is fetched from us, so nothing tells who read it. What the server takes may still come back
to the sender's mailbox later; only what it refuses at once is known here.
"""

import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid

import aiosmtplib

from bot.channel import Message
from handlers.installation import Installation
from hotline.errors import SendFailed
from hotline.settings import Email

NAME = "email"
SEND_SECONDS = 15.0
LONGEST_SUBJECT = 78
_NO_LONGER = range(500, 600)
_FULL = 552
"""A mailbox that is full may have room tomorrow, though its number says for good."""


class OfficerEmail:
    """The channel: one mail server, one address that mails come from."""

    name = NAME

    def __init__(self, office: Installation) -> None:
        email = office.settings.email
        self.state = "working"
        self._office = office
        self._email = email
        self._from = email.from_ or ""
        self._domain = self._from.rpartition("@")[2]
        self._tls = ssl.create_default_context(cafile=email.ca_file)

    async def say(self, address: str, message: Message) -> str | None:
        """The message is with the mail server. Raises SendFailed."""
        try:
            client = await self._connected()
            try:
                await client.send_message(
                    self._letter(address, message), sender=self._from, recipients=[address]
                )
            finally:
                client.close()
        except (aiosmtplib.SMTPException, OSError) as error:
            failure = failure_of(error)
            self.state = "failing" if failure.whole_bot or failure.kind == "network" else self.state
            raise failure from None
        except SendFailed:
            self.state = "failing"
            raise
        self.state = "working"
        return None

    async def erase(self, address: str, message_ids: Sequence[str]) -> None:
        """A mail can't be taken back."""

    async def close(self) -> None:
        """No connection is kept."""

    async def _connected(self) -> aiosmtplib.SMTP:
        """A line that nobody can listen in on, and on which the server knows us."""
        client = client_of(self._email, self._tls)
        await client.connect()
        try:
            await encrypted(client, self._email, self._tls)
            if self._email.username is not None:
                await client.login(self._email.username, self._email.password or "")
        except BaseException:
            client.close()
            raise
        return client

    def _letter(self, address: str, message: Message) -> EmailMessage:
        letter = EmailMessage()
        letter["From"] = formataddr((self._office.settings.hotline.name, self._from))
        letter["To"] = address
        letter["Subject"] = subject_of(message.text) or self._office.settings.hotline.name
        letter["Date"] = format_datetime(self._office.now())
        letter["Message-ID"] = make_msgid(domain=self._domain)
        letter["Auto-Submitted"] = "auto-generated"  # no answering machine answers
        letter.set_content(message.text, cte="base64")
        return letter


def client_of(email: Email, tls: ssl.SSLContext) -> aiosmtplib.SMTP:
    """Not yet connected. Our machine's own name is nobody's business."""
    return aiosmtplib.SMTP(
        hostname=email.host or "",
        port=email.port,
        use_tls=not email.starttls,
        start_tls=False,  # `encrypted` does it, and can say what was wrong
        tls_context=None if email.starttls else tls,
        timeout=SEND_SECONDS,
        local_hostname=(email.from_ or "localhost").rpartition("@")[2],
    )


async def encrypted(client: aiosmtplib.SMTP, email: Email, tls: ssl.SSLContext) -> None:
    """From now on TLS is spoken. Raises SendFailed where the server won't, or proves to be another."""
    if not email.starttls:
        return
    try:
        await client.starttls(tls_context=tls)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        raise SendFailed("no_tls", whole_bot=True) from error


def subject_of(text: str) -> str:
    """The first of several lines, if it fits: urgency, number and commune of a page."""
    first, line_break, _ = text.partition("\n")
    return first if line_break and len(first) <= LONGEST_SUBJECT else ""


def failure_of(error: Exception) -> SendFailed:
    """In the words of the sender; unknown failures are worth another try."""
    match error:
        case aiosmtplib.SMTPAuthenticationError():
            return SendFailed("token_refused", whole_bot=True)
        case aiosmtplib.SMTPRecipientsRefused():
            return _no_recipient([one.code for one in error.recipients])
        case aiosmtplib.SMTPRecipientRefused():
            return _no_recipient([error.code])
        case aiosmtplib.SMTPSenderRefused():
            return SendFailed("refused", whole_bot=error.code in _NO_LONGER)
        case aiosmtplib.SMTPConnectError() if isinstance(error.__cause__, ssl.SSLError):
            return SendFailed("no_tls", whole_bot=True)
        case aiosmtplib.SMTPConnectError() | aiosmtplib.SMTPServerDisconnected() | TimeoutError():
            return SendFailed("network")
        case aiosmtplib.SMTPResponseException():
            return SendFailed("refused")
        case OSError():
            return SendFailed("network")
    return SendFailed("server")


def _no_recipient(codes: Sequence[int]) -> SendFailed:
    gone = all(code in _NO_LONGER and code != _FULL for code in codes)
    return SendFailed("unreachable" if gone else "flood", permanent=gone)
