"""What macOS reads about the app before it starts it, and shows when the app needs the person's consent."""

from __future__ import annotations

from identity import Identity

MINIMUM_MACOS = "14.0"
"""Every pinned wheel runs on it; from it on a network's name takes the person's consent, which the app is made for."""


def info_plist(identity: Identity) -> dict[str, object]:
    """The keys for PyInstaller's `BUNDLE(info_plist=...)`."""
    major, minor, micro, _ = identity.version_numbers
    number = f"{major}.{minor}.{micro}"
    location = (
        f"macOS tells the names of Wi-Fi networks only to apps that may use your location. {identity.app_name} looks "
        "for your Photon's network with it, and for nothing else."
    )
    return {
        # Consent, the keychain and the app's settings all belong to the identifier, so it never changes.
        "CFBundleIdentifier": identity.identifier,
        "CFBundleName": identity.app_name,
        "CFBundleDisplayName": identity.app_name,
        # Apple takes numbers only, also in a pre-release.
        "CFBundleShortVersionString": number,
        "CFBundleVersion": number,
        "NSHumanReadableCopyright": f"{identity.publisher}. The licences of its parts are in the program's folder.",
        "LSApplicationCategoryType": "public.app-category.utilities",
        "LSMinimumSystemVersion": MINIMUM_MACOS,
        # Without it, macOS draws the window at half the resolution and enlarges it.
        "NSHighResolutionCapable": True,
        # Without one, macOS refuses without asking (Apple docs: requestWhenInUseAuthorization); the old key is what
        # CoreLocation names on the Mac.
        "NSLocationWhenInUseUsageDescription": location,
        "NSLocationUsageDescription": location,
        # From macOS 15 on, no packet reaches the Photon without consent. No Bonjour services are looked for.
        "NSLocalNetworkUsageDescription": (
            f"{identity.app_name} talks to your Photon over the Photon's own Wi-Fi, to hand over the network that it "
            "should join."
        ),
    }
