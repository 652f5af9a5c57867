"""The keys of one installation: the directory `keys/`, outside the database.

`server.key` is the one to back up: what has to survive (hashes of senders and addresses, the password
pepper, the receipts' salt, officers' names) is derived from it. `delivery.key` and the draft keys are
never backed up, so a backup opens no conversation.
"""

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Lock
from typing import NewType, Self

from hotline.errors import CannotOpen, InstallationInUse
from storage.keys.context import Context, Kind
from storage.keys.derivation import derived
from storage.keys.draft_keys import DraftKeys
from storage.keys.envelope import NO_PADDING, PAD_OUTBOX, Cipher, cipher_of, new_key, open_sealed, seal
from storage.keys.files import make_private
from storage.keys.key_file import key_beside, load_or_make_key, make_key, read_key
from storage.keys.recipient import PUBLIC_BYTES

ConversationKey = NewType("ConversationKey", bytes)
"""Random, 32 bytes; covers a conversation's state, chat address, message ids and outbox rows."""

_SERVER_KEY = "server.key"
_DELIVERY_KEY = "delivery.key"


class Keyring:
    """The installation's keys, loaded. May be used by several threads and processes at once."""

    def __init__(self, directory: Path, server_key: bytes) -> None:
        self.directory = directory
        self.pepper = derived(server_key, "password pepper")
        self.receipt_salt = derived(server_key, "receipt salt")
        self._sender_key = derived(server_key, "sender hash")
        self._contact_key = derived(server_key, "contact hash")
        self._public_key_mac = derived(server_key, "public key mac")
        self._link_key = derived(server_key, "acknowledgement link")
        self.push_seed = derived(server_key, "push", 48)
        self._device_key = derived(server_key, "officer's browser")
        self._officer_data = cipher_of(derived(server_key, "officer data"))
        self._drafts = DraftKeys(directory)
        self._delivery: Cipher | None = None
        self._making = Lock()

    @classmethod
    def create(cls, directory: Path) -> Self:
        """New keys in `directory`, which is made. Raises InstallationInUse if it holds a server key."""
        make_private(directory)
        try:
            server_key = make_key(directory / _SERVER_KEY)
        except FileExistsError:
            raise InstallationInUse(f"{_SERVER_KEY} is already in the keys directory") from None
        load_or_make_key(directory / _DELIVERY_KEY)
        return cls(directory, server_key)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """The keys in `directory`. Raises KeyMissing without a server key.

        A missing delivery key (after a restore) is made anew when first needed.
        """
        return cls(directory, read_key(directory / _SERVER_KEY))

    @staticmethod
    def is_in(directory: Path) -> bool:
        """Whether an installation's keys are there."""
        return (directory / _SERVER_KEY).exists()

    def server_key(self) -> bytes:
        """What a backup holds, sealed to the recovery key; nothing else may ask."""
        return read_key(self.directory / _SERVER_KEY)

    @classmethod
    @contextmanager
    def restored(cls, directory: Path, server_key: bytes) -> Iterator[tuple[Self, Callable[[], None]]]:
        """The keyring of a backup's server key; calling what comes with it puts the key into `directory`."""
        make_private(directory)
        with key_beside(directory / _SERVER_KEY, server_key) as put_in_place:
            yield cls(directory, server_key), put_in_place

    def problems(self) -> list[str]:
        """What an operator should mend: names that others than the owner may read."""
        paths = [self.directory, *sorted(self.directory.iterdir())]
        return [
            f"{path.name}: mode {path.stat().st_mode & 0o777:04o} lets others in; "
            f"chmod {'700' if path.is_dir() else '600'}"
            for path in paths
            if path.stat().st_mode & 0o077
        ]

    def damaged(self) -> list[str]:
        """The key files that can't be read as keys, each with what is wrong."""
        found = []
        for path in sorted(self.directory.glob("*.key")):
            try:
                read_key(path)
            except CannotOpen as error:
                found.append(str(error))
        return found

    # --- hashes: the same for the same input, on this installation only ---

    def sender_hash(self, channel: str, sender: str) -> bytes:
        """What a reporter's chat is found by (32 bytes)."""
        return hmac.digest(self._sender_key, f"{channel}|{sender}".encode(), "sha256")

    def contact_hash(self, channel: str, address: str) -> bytes:
        """What an officer's contact is found by; of another key, so that the two can't be compared."""
        return hmac.digest(self._contact_key, f"{channel}|{address}".encode(), "sha256")

    # --- public keys: the database may be written by others; only the server vouches for a key ---

    def public_mac(self, public: bytes, owner: str) -> bytes:
        """The server's word that `public` belongs to `owner` (such as "officer:7")."""
        if len(public) != PUBLIC_BYTES:
            raise CannotOpen("this is not a public key")
        return hmac.digest(self._public_key_mac, f"{owner}|".encode() + public, "sha256")

    def check_public(self, public: bytes, owner: str, mac: bytes) -> None:
        """Raises CannotOpen unless `mac` is the server's word for this key and owner. Before each seal."""
        if not hmac.compare_digest(self.public_mac(public, owner), mac):
            raise CannotOpen("the public key is not the one that the server vouched for")

    def device_mac(self, password_salt: bytes, device: str) -> str:
        """The server's word for what `device` says of a browser, while that password is in force."""
        return hmac.digest(self._device_key, f"{password_salt.hex()}|{device}".encode(), "sha256").hex()

    def link_mac(self, claim: bytes) -> bytes:
        """The server's word that it made the link which says this (32 bytes)."""
        return hmac.digest(self._link_key, claim, "sha256")

    # --- officers' names, contact addresses and outbox rows ---

    def seal_officer_data(self, context: Context, plaintext: bytes, *, pad_to: int = PAD_OUTBOX) -> bytes:
        """Readable by the server alone, in that context."""
        return seal(self._officer_data, context, plaintext, pad_to=pad_to)

    def open_officer_data(self, context: Context, sealed: bytes) -> bytes:
        """What `seal_officer_data` sealed. Raises CannotOpen."""
        return open_sealed(self._officer_data, context, sealed)

    # --- conversation keys ---

    def new_conversation_key(self, day: date, conversation: int) -> tuple[ConversationKey, bytes]:
        """A random key, and the same wrapped by the draft key of `day`."""
        key = ConversationKey(new_key())
        return key, self.wrap_conversation_key(key, day, conversation)

    def wrap_conversation_key(self, key: ConversationKey, day: date, conversation: int) -> bytes:
        """`key` wrapped by the draft key of `day`: again, when a conversation goes on another day."""
        context = Context(Kind.CONVERSATION_KEY, conversation)
        return seal(self._drafts.for_sealing(day), context, key, pad_to=NO_PADDING)

    def unwrap_conversation_key(self, day: date, conversation: int, wrapped: bytes) -> ConversationKey:
        """Raises KeyMissing once the day's key was thrown away, CannotOpen if it isn't this one's."""
        context = Context(Kind.CONVERSATION_KEY, conversation)
        return ConversationKey(open_sealed(self._drafts.for_opening(day), context, wrapped))

    def forget_old_drafts(self, today: date) -> int:
        """Draft keys are thrown away on their fourth day; says how many files went. Call it each day.

        A process that shares the directory must call it too: what it holds in memory, only it can drop.
        """
        return self._drafts.forget_old(today)

    def wrap_for_delivery(self, key: ConversationKey, conversation: int) -> bytes:
        """`key` wrapped to outlive its draft: until the receipt arrived or, if agreed, the case closed."""
        context = Context(Kind.DELIVERY_KEY, conversation)
        return seal(self._delivery or self._made_delivery(), context, key, pad_to=NO_PADDING)

    def unwrap_delivery(self, conversation: int, wrapped: bytes) -> ConversationKey:
        """Raises KeyMissing without a delivery key, CannotOpen if it is another one (after a restore)."""
        if self._delivery is None:
            self._delivery = cipher_of(read_key(self.directory / _DELIVERY_KEY))
        context = Context(Kind.DELIVERY_KEY, conversation)
        return ConversationKey(open_sealed(self._delivery, context, wrapped))

    def _made_delivery(self) -> Cipher:
        with self._making:
            self._delivery = cipher_of(load_or_make_key(self.directory / _DELIVERY_KEY))
            return self._delivery
