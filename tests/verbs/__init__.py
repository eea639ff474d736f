"""For each verb four things: the right, the term before and after, the letter as bytes, the journal entry."""
