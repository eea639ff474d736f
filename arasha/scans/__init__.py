"""What was scanned at the front office, before it belongs to a complaint: dropped in, cut into letters, put together, handed over."""
