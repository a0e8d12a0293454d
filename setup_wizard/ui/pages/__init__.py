"""The wizard's pages: one step each, none knows another."""
