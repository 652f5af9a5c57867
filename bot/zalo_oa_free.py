"""How many answers an Official Account may still give for nothing: eight to a chat's newest message.

What Zalo would refuse is not tried, for it might refuse the whole account for a while. Counted by this
process alone: what others gave, and those before it, is found out from Zalo's refusals.
"""

from collections import OrderedDict

from hotline.parcel import Heard

FREE_ANSWERS = 8
_MOST_CHATS = 20_000


class FreeAnswers:
    """By chat, how many were given to its newest message."""

    def __init__(self) -> None:
        self._given: OrderedDict[str, tuple[str, int]] = OrderedDict()

    def left(self, chat: str, heard: Heard) -> int:
        """How many more may go."""
        newest, given = self._given.get(chat, ("", 0))
        return FREE_ANSWERS - (given if newest == heard.message_id else 0)

    def count(self, chat: str, heard: Heard) -> None:
        """One more was given."""
        given = FREE_ANSWERS - self.left(chat, heard)
        self._given[chat] = (heard.message_id, given + 1)
        self._given.move_to_end(chat)
        if len(self._given) > _MOST_CHATS:
            self._given.popitem(last=False)
