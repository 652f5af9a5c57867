"""Where a sealed value belongs: bound into its seal, so that moved elsewhere it doesn't open."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a sealed value is. A name may be added, never changed: values sealed under it would not open."""

    CONVERSATION_KEY = "conversation_key"  # wrapped by the day's draft key
    DELIVERY_KEY = "delivery_key"  # the same key, wrapped by the delivery key
    CONVERSATION = "conversation"  # the interview's state
    CHAT_ADDRESS = "chat_address"
    MESSAGE_IDS = "message_ids"  # what /wipe has to delete
    OUTBOX = "outbox"
    INBOX = "inbox"  # a message that was set aside
    REPORT_KEY = "report_key"  # a report's seeds, sealed to one member
    DOCUMENT = "document"  # an answer, a story, a file: sealed to the report
    RECORDING = "recording"  # a voice message: under the chat's key, then sealed to the report
    ATTACHMENT = "attachment"  # a picture or a file, and its key while a chat owns it
    LETTER = "letter"  # what an officer wrote, sealed to the reporter
    OFFICER_DATA = "officer_data"
    OFFICER_SEEDS = "officer_seeds"
    SESSION_SEEDS = "session_seeds"
    BACKUP = "backup"
    OA_TOKEN = "oa_token"  # noqa: S105 - what opens a Zalo Official Account


# A tuple, not a dataclass: several are made for every turn, and a tuple is made three times as fast.
class Context(NamedTuple):
    """Kind, report or conversation (or officer), which part of it, and for whom."""

    kind: Kind
    owner: int = 0
    part: int = 0
    recipient: str = ""

    def bound(self, use: str) -> bytes:
        """The bytes that a cipher binds for `use`; two contexts never have the same.

        Nothing needs escaping: a kind has no bar, numbers have none, and the recipient comes last.
        """
        return f"langnghe/1/{use}|{self.kind}|{self.owner}|{self.part}|{self.recipient}".encode()
