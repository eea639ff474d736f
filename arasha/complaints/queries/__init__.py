"""What is asked of complaints: rows ready to show, a fixed number of statements whatever the size."""
