"""Widgets the pages are built of; they know no workflow."""
