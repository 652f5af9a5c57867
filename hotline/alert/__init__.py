"""The demand that somebody act: how urgent, by which policy, and who is paged next."""
