"""The verbs of the road. Every face calls these and nothing else changes a complaint."""
