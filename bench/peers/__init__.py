"""What others do for the same work, as their own tutorials teach it: the anchors of our figures."""
