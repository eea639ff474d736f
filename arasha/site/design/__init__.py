"""/design: every component in every state, filled with made-up content."""
