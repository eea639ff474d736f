"""Arasha: the system that a national human-rights commissioner's office runs on."""
