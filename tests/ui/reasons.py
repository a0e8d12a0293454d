"""The reasons that belong together, for tests and pictures."""

from __future__ import annotations

from setup_wizard.core.errors import Reason

OF_THE_RADIO = (
    Reason.PERMISSION_NEEDED,
    Reason.NO_WIFI_ADAPTER,
    Reason.NO_WIFI_CONTROL,
    Reason.WIFI_OFF,
    Reason.PHOTON_NOT_FOUND,
    Reason.SEVERAL_PHOTONS,
    Reason.NO_ADDRESS,
    Reason.LOCAL_NETWORK_DENIED,
    Reason.VPN_IN_THE_WAY,
)
OF_THE_CABLE = (
    Reason.NO_USB_PHOTON,
    Reason.PORT_DENIED,
    Reason.PORT_BUSY,
    Reason.UNPLUGGED,
    Reason.NOT_IN_SETUP_MODE,
)
