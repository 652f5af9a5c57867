"""What waits for one recipient: in order, but an officer's pages before all the rest."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from hotline.parcel import Parcel


@dataclass(slots=True)
class Recipient:
    """`busy`: somebody empties it; `sending`: its head is under way; `page_came`: wakes who only waits."""

    waiting: deque[Parcel] = field(default_factory=deque)
    busy: bool = False
    sending: bool = False
    page_came: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, parcel: Parcel) -> None:
        """Behind everything; a page before all that is none, whatever was said about other alerts."""
        place = len(self.waiting)
        if parcel.is_page:
            others = (n for n, one in enumerate(self.waiting) if n >= self.sending and not one.is_page)
            place = next(others, place)
            self.page_came.set()
        self.waiting.insert(place, parcel)

    def again(self, parcel: Parcel) -> None:
        """The head, which failed, is to be tried again; once the pages are sent, if it is none."""
        self.waiting.popleft()
        pages = 0 if parcel.is_page else sum(one.is_page for one in self.waiting)
        self.waiting.insert(pages, parcel)
