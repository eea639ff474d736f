"""The whole complaint as one document with an index, for a court: what stands in it, and how it is set."""
