"""The public side: the first page, telling what happened, and following it with the code. Thin faces; no page needs JavaScript."""
