"""The cloud's REST service layer."""
