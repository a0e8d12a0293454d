"""The setup itself, with no window: facts, steps, jobs, recovery."""
