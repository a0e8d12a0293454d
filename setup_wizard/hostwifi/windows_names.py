"""The names that Windows has for one network interface: a GUID, an alias that people and psutil use, an index."""

from __future__ import annotations

from ctypes import c_uint16, c_uint32, c_uint64, pointer

from setup_wizard.hostwifi.windows_api import IpHelperApi, check, load_ip_helper
from setup_wizard.hostwifi.windows_structs import Guid, text_of, wide

_LONGEST_ALIAS = 257
"""NDIS_IF_MAX_STRING_SIZE and the end mark."""


def alias_of(guid: Guid, api: IpHelperApi) -> str:
    """The interface's alias, such as `Wi-Fi`; raises `SetupError(JOIN_FAILED)` if Windows does not know the GUID."""
    luid = c_uint64()
    check("ConvertInterfaceGuidToLuid", api.ConvertInterfaceGuidToLuid(pointer(guid), pointer(luid)))
    alias = (c_uint16 * _LONGEST_ALIAS)()
    check("ConvertInterfaceLuidToAlias", api.ConvertInterfaceLuidToAlias(pointer(luid), alias, _LONGEST_ALIAS))
    return text_of(alias)


def index_of(alias: str, api: IpHelperApi | None = None) -> int:
    """The index of the interface that people know as `alias`, which `socket.if_nametoindex` does not know.

    Raises `SetupError(JOIN_FAILED)` if there is none of that name.
    """
    helper = load_ip_helper() if api is None else api
    luid, index = c_uint64(), c_uint32()
    check("ConvertInterfaceAliasToLuid", helper.ConvertInterfaceAliasToLuid(wide(alias), pointer(luid)))
    check("ConvertInterfaceLuidToIndex", helper.ConvertInterfaceLuidToIndex(pointer(luid), pointer(index)))
    return index.value
