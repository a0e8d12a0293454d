"""The Photon's own set-up protocol, spoken to it over its access point."""
