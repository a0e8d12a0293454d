"""The button that opens the system's own settings, where they help to get to the Photon."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from setup_wizard.core.errors import Reason
from setup_wizard.ui.model import SetupModel

translate = QCoreApplication.translate


class JoinSettings:
    """`obstacle` is what keeps this computer from the Photon's network now."""

    def __init__(self, model: SetupModel) -> None:
        self._model = model
        self.obstacle: Reason | None = None

    @property
    def asks_permission(self) -> bool:
        """Whether the system asks for a permission before it tells the names of networks."""
        panels = self._model.panels
        return panels is not None and panels.has_permission_for(Reason.PERMISSION_NEEDED)

    def text(self, *, by_hand: bool) -> str:
        """What the button says; empty where settings do not help."""
        panels = self._model.panels
        if panels is None:
            return ""
        if self.obstacle is not None and panels.has_permission_for(self.obstacle):
            return translate("Join", "Open privacy settings")
        return translate("Join", "Open Wi-Fi settings") if by_hand or self.obstacle is Reason.WIFI_OFF else ""

    def open(self) -> bool:
        """Show them; False if nothing opened."""
        panels = self._model.panels
        if panels is None:
            return False
        if self.obstacle is not None and panels.has_permission_for(self.obstacle):
            return panels.open_permission_for(self.obstacle)
        return panels.open_wifi()
