"""What Windows' Explorer shows as the details of the executables."""

from __future__ import annotations

from identity import Identity

_US_ENGLISH, _UNICODE = 0x0409, 1200


def version_resource(identity: Identity) -> str:
    """The text of a version file for PyInstaller's `EXE(version=...)`."""
    details = {
        "CompanyName": identity.publisher,
        "FileDescription": identity.app_name,
        "FileVersion": identity.version,
        "InternalName": identity.executable,
        "LegalCopyright": f"{identity.publisher}. The licences of its parts are in the program's folder.",
        "OriginalFilename": f"{identity.executable}.exe",
        "ProductName": identity.app_name,
        "ProductVersion": identity.version,
    }
    strings = ",\n        ".join(f"StringStruct({name!r}, {value!r})" for name, value in details.items())
    return f"""\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={identity.version_numbers}, prodvers={identity.version_numbers}),
  kids=[
    StringFileInfo([
      StringTable('{_US_ENGLISH:04X}{_UNICODE:04X}', [
        {strings},
      ]),
    ]),
    VarFileInfo([VarStruct('Translation', [{_US_ENGLISH}, {_UNICODE}])]),
  ],
)
"""
