"""Signs what people download, where the credentials are in the environment.

Nothing secret is ever an argument: Windows' certificate is chosen by its thumbprint or reached through a library that
reads its own environment, macOS' lies in the keychain, and Apple's notary takes its key from a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tools import ToolError, find_tool, run

ENTITLEMENTS = Path(__file__).parent / "macos" / "entitlements.plist"

_TIMESTAMPS = "http://timestamp.digicert.com"
_SIGNTOOL_PLACES = ("C:/Program Files (x86)/Windows Kits/10/bin/*/x64/signtool.exe",)
_MACH_O = (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
"""How a 64-bit program or library starts, and one for several processors (Apple: mach-o/loader.h, mach-o/fat.h)."""


@dataclass(frozen=True, slots=True)
class WindowsSigning:
    """Signs with signtool; `certificate` are the options that choose the certificate."""

    certificate: tuple[str, ...]

    def command(self) -> tuple[str, ...]:
        """The command that lacks only the file."""
        signtool = str(find_tool("signtool", _SIGNTOOL_PLACES))
        return (signtool, "sign", "/fd", "SHA256", "/td", "SHA256", "/tr", _TIMESTAMPS, *self.certificate)

    def sign(self, *files: Path) -> None:
        """Sign these executables."""
        run(*self.command(), *files)


@dataclass(frozen=True, slots=True)
class MacSigning:
    """Signs as `identity`, a Developer ID in the keychain, and has Apple notarise it with the key in the file `key`."""

    identity: str
    key: str
    key_id: str
    issuer: str

    def sign_app(self, app: Path, executable: str) -> None:
        """Sign all code in it from the inside out, then the app itself with the entitlements.

        Not with --deep, which would give the entitlements to every library.
        """
        main = app / "Contents" / "MacOS" / executable
        nested = [code for code in _code_in(app) if code != main]
        self._sign("--options", "runtime", *nested)
        self._sign("--options", "runtime", "--entitlements", ENTITLEMENTS, app)
        run("codesign", "--verify", "--deep", "--strict", app)

    def notarise_app(self, app: Path) -> None:
        """Have Apple check the app, and attach the answer, so that it starts without internet, too."""
        with TemporaryDirectory() as folder:
            # A plain zip would lose the links of the frameworks, and the signature with them.
            archive = Path(folder) / "app.zip"
            run("ditto", "-c", "-k", "--keepParent", app, archive)
            self._notarise(archive)
        run("xcrun", "stapler", "staple", app)
        run("spctl", "--assess", "--type", "execute", app)

    def finish_image(self, image: Path) -> None:
        """Sign and notarise a disk image."""
        self._sign(image)
        self._notarise(image)
        run("xcrun", "stapler", "staple", image)

    def _sign(self, *options: str | Path) -> None:
        run("codesign", "--force", "--timestamp", "--sign", self.identity, *options)

    def _notarise(self, file: Path) -> None:
        """The exit code tells only whether there was an answer, not which."""
        key = ("--key", self.key, "--key-id", self.key_id, "--issuer", self.issuer)
        answer = json.loads(
            run("xcrun", "notarytool", "submit", file, *key, "--wait", "--timeout", "25m", "--output-format", "json")
        )
        if answer.get("status") != "Accepted":
            why = run("xcrun", "notarytool", "log", str(answer.get("id")), *key)
            raise ToolError(f"Apple's notary says {answer.get('status')} about {file.name}: {why}")


def windows_signing(environment: Mapping[str, str], *, required: bool) -> WindowsSigning | None:
    """From a certificate in the user's store, or Azure Artifact Signing; None, said in one line, without."""
    if thumbprint := environment.get("WINDOWS_SIGNING_THUMBPRINT"):
        return WindowsSigning(("/sha1", thumbprint))
    library, account = environment.get("WINDOWS_SIGNING_DLIB"), environment.get("WINDOWS_SIGNING_METADATA")
    if library and account:
        return WindowsSigning(("/dlib", library, "/dmdf", account))
    _go_without("WINDOWS_SIGNING_THUMBPRINT, or WINDOWS_SIGNING_DLIB and WINDOWS_SIGNING_METADATA", required)
    return None


def mac_signing(environment: Mapping[str, str], *, required: bool) -> MacSigning | None:
    """From a Developer ID and a key of App Store Connect; None, said in one line, without."""
    names = ("MACOS_SIGNING_IDENTITY", "MACOS_NOTARY_KEY", "MACOS_NOTARY_KEY_ID", "MACOS_NOTARY_ISSUER")
    given = [environment.get(name, "") for name in names]
    if all(given):
        return MacSigning(*given)
    _go_without(", ".join(name for name, value in zip(names, given, strict=True) if not value), required)
    return None


def _go_without(lacking: str, required: bool) -> None:
    if required:
        raise ToolError(f"a release has to be signed: set {lacking}")
    print(f"Not signed: {lacking} not set.")


def _code_in(app: Path) -> Iterator[Path]:
    """The programs and libraries in it, the deepest first; a framework stands for the library it is made of."""
    files = [file for file in app.rglob("*") if not file.is_symlink() and file.is_file() and _is_code(file)]
    for file in sorted(files, key=lambda file: (-len(file.parts), file)):
        versions = file.parents[1]
        in_framework = versions.name == "Versions" and versions.parent.suffix == ".framework"
        yield versions.parent if in_framework else file


def _is_code(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) in _MACH_O
