"""What other files show to be wrong with the configuration: said before anything begins."""

import ssl

from bot.officer.provider import provider_of
from hotline.settings import Settings


def check_files(settings: Settings) -> None:
    """The providers and certificates that are named are there. Raises BadConfiguration."""
    for kind in sorted({"sms", "voice"} & settings.officer_channels):
        provider_of(settings, kind)
    if settings.email.host is not None:
        try:
            ssl.create_default_context(cafile=settings.email.ca_file)
        except OSError:
            what = "is no file of certificates; name one (PEM), or leave it empty"
            raise settings.bad("email.ca_file", what) from None
