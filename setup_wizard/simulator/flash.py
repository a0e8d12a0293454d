"""What a Photon remembers without power: its networks, its claim code, and whether it was ever claimed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from setup_wizard.simulator.air import Profile
from setup_wizard.simulator.security import is_enterprise

_PROFILES = 5
CLAIM_CODE_LENGTH = 63


class Firmware(StrEnum):
    """One of each generation that differs, over SoftAP or on the USB console."""

    V0_4_9 = "0.4.9"
    V0_5_5 = "0.5.5"
    V0_6_4 = "0.6.4"
    V0_7_0 = "0.7.0"
    V2_3_1 = "2.3.1"

    def at_least(self, *version: int) -> bool:
        """Whether it is this version or newer."""
        return tuple(map(int, self.value.split("."))) >= version

    @property
    def is_old(self) -> bool:
        """Before 0.7.0, which brought enterprise networks, checks of what is stored, and better servers."""
        return not self.at_least(0, 7)


@dataclass(slots=True)
class Flash:
    """The device configuration table; `claimed` is set for good by the first answered claim code."""

    claimed: bool = False
    claim_code: bytes = b""
    profiles: list[Profile] = field(default_factory=list)
    profiles_are_fresh: bool = False
    """Whether networks were stored in this listening session: only then a failed join leads back to listening."""

    def store(self, profile: Profile) -> None:
        """Keep a network: the newest first, in place of one of the same name, at most one of them enterprise."""
        enterprise = is_enterprise(profile.security)
        same = [
            index
            for index, old in enumerate(self.profiles)
            if old.ssid == profile.ssid or (enterprise and is_enterprise(old.security))
        ]
        for index in reversed(same[1:]):
            del self.profiles[index]
        if same:
            self.profiles[same[0]] = profile
        else:
            self.profiles.insert(0, profile)
            del self.profiles[_PROFILES:]
        self.profiles_are_fresh = True

    def store_claim_code(self, code: bytes) -> None:
        """Keep the first 63 bytes, to present them at every connection until the cloud answers."""
        self.claim_code = code[:CLAIM_CODE_LENGTH]

    def claim_answered(self) -> None:
        """The cloud sent `spark/device/claim/…` (firmware: system_cloud_internal.cpp)."""
        self.claim_code = b""
        self.claimed = True
