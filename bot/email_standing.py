"""Asks the mail server how we stand with it: does it speak TLS, does it know us? Nothing is sent.

For the operator's command.
"""

import ssl

import aiosmtplib

from bot.officer.email import client_of, encrypted, failure_of
from hotline.errors import SendFailed
from hotline.settings import Email


async def ask(email: Email) -> str | None:
    """None: all is well. Else the kind of failure: network, no_tls, token_refused, another."""
    tls = ssl.create_default_context(cafile=email.ca_file)
    client = client_of(email, tls)
    try:
        await client.connect()
        await encrypted(client, email, tls)
        if email.username is not None:
            await client.login(email.username, email.password or "")
    except SendFailed as failure:
        return failure.kind
    except (aiosmtplib.SMTPException, OSError) as error:
        return failure_of(error).kind
    finally:
        client.close()
    return None
