"""A mail server for tests: it demands STARTTLS and a log-in, takes mails, and refuses as it is told."""

import asyncio
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "hotline", "mailserver-secret-77"


@dataclass(slots=True)
class FakeSmtp:
    """`answers`: what RCPT TO an address is answered instead of 250, each once if several are given."""

    directory: Path
    tls: bool = True
    implicit: bool = False
    answers: dict[str, list[str]] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    port: int = 0
    password: str = PASSWORD
    away: bool = False
    """Lines are cut as soon as they stand."""

    @property
    def ca_file(self) -> Path:
        return self.directory / "ca.pem"

    def toml(self) -> str:
        """The section that leads here."""
        return (
            f'[email]\nhost = "localhost"\nport = {self.port}\nusername = "{USER}"\npassword = "{PASSWORD}"\n'
            f'from = "hotline@langnghe.example"\nca_file = "{self.ca_file}"\n'
            f"starttls = {'false' if self.implicit else 'true'}\n"
        )

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self.away:
                return
            await self._talk(_Line(reader, writer))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _talk(self, line: "_Line") -> None:  # noqa: C901 - one line a command
        await line.say("220 mail.example ready")
        secure, known = self.implicit, False
        recipients: list[str] = []
        while command := await line.hear():
            verb = command.split()[0].upper() if command.strip() else ""
            self.commands.append(verb)
            if verb in {"EHLO", "HELO"}:
                offers = ["mail.example", "AUTH PLAIN"] if secure else ["mail.example"]
                await line.say_all([*offers, *(["STARTTLS"] if self.tls and not secure else []), "8BITMIME"])
            elif verb == "STARTTLS" and self.tls:
                await line.say("220 go on")
                await line.writer.start_tls(_context(self.directory))
                secure = True
            elif not secure:
                await line.say("530 5.7.0 Must issue a STARTTLS command first")
            elif verb == "AUTH":
                known = b64decode(command.split()[2]).split(b"\0")[1:] == [
                    USER.encode(),
                    self.password.encode(),
                ]
                await line.say("235 welcome" if known else "535 5.7.8 wrong")
            elif not known:
                await line.say("530 5.7.0 Authentication required")
            elif verb == "RCPT":
                answer = self._answer_to(command.partition("<")[2].partition(">")[0])
                if answer.startswith("250"):
                    recipients.append(command)
                await line.say(answer)
            elif verb == "DATA":
                await line.say("354 go on")
                self.mails.append(await line.hear_mail())
                await line.say("250 taken")
            elif verb == "QUIT":
                return await line.say("221 bye")
            else:
                await line.say("250 ok")
        return None

    def _answer_to(self, address: str) -> str:
        waiting = self.answers.get(address, [])
        if not waiting:
            return "250 ok"
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


@dataclass(frozen=True, slots=True)
class _Line:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def hear(self) -> str:
        return (await self.reader.readline()).decode()

    async def hear_mail(self) -> EmailMessage:
        raw = (await self.reader.readuntil(b"\r\n.\r\n"))[:-3].replace(b"\r\n..", b"\r\n.")
        found = message_from_bytes(raw, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found

    async def say(self, text: str) -> None:
        self.writer.write(f"{text}\r\n".encode())
        await self.writer.drain()

    async def say_all(self, offers: list[str]) -> None:
        for offer in offers[:-1]:
            await self.say(f"250-{offer}")
        await self.say(f"250 {offers[-1]}")


@asynccontextmanager
async def smtp_server(directory: Path, *, implicit: bool = False) -> AsyncIterator[FakeSmtp]:
    """A server on this machine, and the authority that signed its certificate."""
    _make_certificate(directory)
    fake = FakeSmtp(directory, implicit=implicit)
    context = _context(directory) if implicit else None
    server = await asyncio.start_server(fake.serve, "127.0.0.1", 0, ssl=context)
    fake.port = server.sockets[0].getsockname()[1]
    try:
        yield fake
    finally:
        server.close()


def _make_certificate(directory: Path) -> None:
    directory.mkdir(exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (directory / "ca.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (directory / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def _context(directory: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(directory / "ca.pem", directory / "key.pem")
    return context
