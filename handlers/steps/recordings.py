"""Voice messages of interviews: kept under the chat's key until there is a report that they belong to."""

from collections.abc import Sequence

import msgspec

from handlers.steps.chats import OpenChat
from hotline.ids import ConversationId
from hotline.recording import Recording
from storage.keys.context import Context, Kind
from storage.keys.envelope import PAD_VOICE, open_sealed, seal
from storage.schema import Tx
from storage.tables import recording as stored

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Recording)


class Drafts:
    """The recordings that a batch of messages brings, and those that the database holds of the same chats."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._fresh: dict[ConversationId, list[tuple[int, Recording, bytes]]] = {}

    def keep(self, chat: OpenChat, number: int, recording: Recording) -> None:
        """The recording stays with the chat; `number` is how the chat's state names it."""
        context = Context(Kind.RECORDING, chat.stored.id, number)
        sealed = seal(chat.cipher, context, _ENCODER.encode(recording), pad_to=PAD_VOICE)
        self._fresh.setdefault(chat.stored.id, []).append((number, recording, sealed))

    def take_out(self, chat: OpenChat) -> dict[int, Recording]:
        """The chat's recordings, which it keeps no longer. Raises CannotOpen."""
        owner, found = chat.stored.id, {}
        for number, sealed in stored.drafts_of(self._tx, owner):
            plain = open_sealed(chat.cipher, Context(Kind.RECORDING, owner, number), sealed)
            found[number] = _DECODER.decode(plain)
        found |= {number: recording for number, recording, _ in self._fresh.get(owner, ())}
        self.erase([owner])
        return found

    def erase(self, owners: Sequence[ConversationId], *, but: Sequence[int] = ()) -> None:
        """These chats' recordings are gone, except those named."""
        for owner in owners:
            self._fresh[owner] = [one for one in self._fresh.get(owner, ()) if one[0] in but]
        stored.erase_drafts(self._tx, owners, but=but)

    def write(self) -> None:
        """Store what came; the chats are stored by now."""
        fresh = [
            (number, owner, sealed) for owner, of_chat in self._fresh.items() for number, _, sealed in of_chat
        ]
        stored.add_drafts(self._tx, fresh)
