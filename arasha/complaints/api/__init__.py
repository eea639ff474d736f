"""The face for machines: programs that act as a member of staff, with the same queries, forms and actions as the desk. See docs/api.md."""
