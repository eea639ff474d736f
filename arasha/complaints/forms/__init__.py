"""What people may type, and what they are told when it is wrong."""
