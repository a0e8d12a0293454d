"""A Photon, a cloud and the air between them, on loopback, as strict as the real ones."""
