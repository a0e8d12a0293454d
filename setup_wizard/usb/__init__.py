"""The Photon's own set-up console, spoken to it over its USB cable."""
