"""Sets a Particle Photon up from a computer."""

__version__ = "0.1.0"

NAME = "Photon Setup"
IDENTIFIER = "io.github.photon_setup"
"""A domain read backwards: how desktops tell programs apart."""
