"""What waits for one recipient: in order, but an officer's pages before all the rest."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from hotline.parcel import Parcel


@dataclass(slots=True)
class Recipient:
    """`busy`: somebody empties it; `sending`: its head is under way.

    `came` and `page_came` wake who only waits. `stubborn`: what the messenger refuses again and again; it
    stands at the end, and is tried while nothing else waits.
    """

    waiting: deque[Parcel] = field(default_factory=deque)
    busy: bool = False
    sending: bool = False
    came: asyncio.Event = field(default_factory=asyncio.Event)
    page_came: asyncio.Event = field(default_factory=asyncio.Event)
    stubborn: set[int] = field(default_factory=set)

    @property
    def only_stubborn(self) -> bool:
        return len(self.waiting) == len(self.stubborn)

    def put(self, parcel: Parcel) -> None:
        """Behind everything; a page before all that is none, whatever was said about other alerts."""
        self.waiting.insert(self._place(parcel), parcel)
        self.came.set()
        if parcel.is_page:
            self.page_came.set()

    def done(self) -> None:
        """The head was sent, or is given up."""
        self.stubborn.discard(self.waiting.popleft().id)

    def again(self, parcel: Parcel, *, stubborn: bool) -> None:
        """The head, which failed, is to be tried again; once the pages are sent, if it is none."""
        self.waiting.popleft()
        if stubborn:
            self.stubborn.add(parcel.id)
            self.waiting.append(parcel)
            return
        pages = 0 if parcel.is_page else sum(one.is_page for one in self.waiting)
        self.waiting.insert(pages, parcel)

    def _place(self, parcel: Parcel) -> int:
        after = (
            place
            for place, one in enumerate(self.waiting)
            if place >= self.sending and (one.id in self.stubborn or (parcel.is_page and not one.is_page))
        )
        return next(after, len(self.waiting))
