"""The workflow in a window (Qt)."""
