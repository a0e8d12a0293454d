"""Sets a Particle Photon up from a computer."""

__version__ = "0.1.0"
