"""python-dbusmock's NetworkManager, with what its template lacks; run by the system's Python, which has that library.

Each line of input is a JSON list: the name of a function of this file and its arguments. The answer is a line, too.
"""

import json
import subprocess
import sys

import dbus
import dbusmock

SERVICE = "org.freedesktop.NetworkManager"
ROOT = "/org/freedesktop/NetworkManager"
DEVICE = f"{SERVICE}.Device"
WIRELESS = f"{SERVICE}.Device.Wireless"
ACTIVE = f"{SERVICE}.Connection.Active"
POINT = f"{SERVICE}.AccessPoint"
SCAN = f"""
import dbus
before = self.props["{WIRELESS}"]["LastScan"]
self.UpdateProperties("{WIRELESS}", {{"LastScan": dbus.Int64(before + 1)}})
"""
TELL_RADIO = """
import os
import socket
if "RADIO" in os.environ:
    with socket.socket(socket.AF_UNIX) as radio:
        radio.connect(os.environ["RADIO"])
        radio.sendall(uuid.encode())
        radio.shutdown(socket.SHUT_WR)
        radio.recv(1)
"""
ACTIVATE = f"""
import dbus
old = objects[device].props["{DEVICE}"]["ActiveConnection"]
if old != "/":
    self.RemoveActiveConnection(device, old)
volatile = getattr(self, "volatile", None)
if volatile is not None:
    objects[volatile].ConnectionDelete(objects[volatile])
    self.volatile = None
active = self.activate_connection(self, profile, device, "/")
uuid = str(objects[profile].settings["connection"]["uuid"])
{TELL_RADIO}
"""
ADD = f"""
profile, device = self.SettingsAddConnection(args[0]), args[1]
{ACTIVATE}
"""
DEACTIVATE = f"""
for device in self.GetDevices():
    if objects[device].props["{DEVICE}"]["ActiveConnection"] == args[0]:
        self.RemoveActiveConnection(device, args[0])
"""


def root(path=ROOT):
    return dbus.Interface(BUS.get_object(SERVICE, path), dbusmock.MOCK_IFACE)


def properties(path):
    return dbus.Interface(BUS.get_object(SERVICE, path), dbus.PROPERTIES_IFACE)


def method(name, signature, answer, code, path=ROOT, interface=SERVICE):
    root(path).AddMethod(interface, name, signature, answer, code)


def add_adapter(name, state):
    path = str(root().AddWiFiDevice(name, name, state))
    root(path).AddProperty(WIRELESS, "LastScan", dbus.Int64(1000))
    method("RequestScan", "a{sv}", "", SCAN, path, WIRELESS)


def add_point(adapter, name, ssid, percent, flags, wpa, rsn):
    device = f"{ROOT}/Devices/{adapter}"
    path = root().AddAccessPoint(device, name, name, "00:23:f1:00:00:01", 2, 2437, 54000, percent, 0)
    found = {
        "Ssid": dbus.ByteArray(bytes.fromhex(ssid)),
        "Flags": dbus.UInt32(flags),
        "WpaFlags": dbus.UInt32(wpa),
        "RsnFlags": dbus.UInt32(rsn),
    }
    root(path).UpdateProperties(POINT, dbus.Dictionary(found, signature="sv"))


def add_profile(uuid):
    settings = dbus.Interface(BUS.get_object(SERVICE, f"{ROOT}/Settings"), f"{SERVICE}.Settings")
    connection = {"id": uuid, "uuid": uuid, "type": "802-11-wireless"}
    return str(settings.AddConnection(dbus.Dictionary({"connection": dbus.Dictionary(connection, signature="sv")})))


def activate(adapter, uuid):
    manager = dbus.Interface(BUS.get_object(SERVICE, ROOT), SERVICE)
    manager.ActivateConnection(profiles()[uuid], f"{ROOT}/Devices/{adapter}", "/")


def set_switch(name, value):
    root().UpdateProperties(SERVICE, {name: dbus.Boolean(value)})


def make_modern():
    code = f'{ADD}\nself.volatile = profile\nret = (profile, active, dbus.Dictionary({{}}, signature="sv"))'
    method("AddAndActivateConnection2", "a{sa{sv}}ooa{sv}", "ooa{sv}", code)


def end_activation_in(state):
    ended = f'objects[active].UpdateProperties("{ACTIVE}", {{"State": dbus.UInt32({state})}})'
    method("AddAndActivateConnection", "a{sa{sv}}oo", "oo", f"{ADD}\n{ended}\nret = (profile, active)")


def end_return_in(state):
    ended = f'objects[active].UpdateProperties("{ACTIVE}", {{"State": dbus.UInt32({state})}})'
    method("ActivateConnection", "ooo", "o", f"profile, device = args[0], args[1]\n{ACTIVATE}\n{ended}\nret = active")


SIGNATURES = {"RequestScan": "a{sv}", "GetDevices": "", "ActivateConnection": "ooo", "DeactivateConnection": "o"}


def refuse(name, error):
    text = f'import dbus\nraise dbus.exceptions.DBusException("no", name="{error}")'
    path, interface = (f"{ROOT}/Devices/wlan0", WIRELESS) if name == "RequestScan" else (ROOT, SERVICE)
    method(name, SIGNATURES.get(name, "a{sa{sv}}oo"), "", text, path, interface)


def hang(name, seconds):
    method(name, "", "ao", f"import time\ntime.sleep({seconds})\nret = []")


def name_a_device_that_is_gone():
    paths = [f"{ROOT}/Devices/{name}" for name in ("gone", "wlan0")]
    method("GetDevices", "", "ao", f"import dbus\nret = [dbus.ObjectPath(path) for path in {paths}]")


def profiles():
    settings = dbus.Interface(BUS.get_object(SERVICE, f"{ROOT}/Settings"), f"{SERVICE}.Settings")
    found = {}
    for path in settings.ListConnections():
        profile = dbus.Interface(BUS.get_object(SERVICE, path), f"{SERVICE}.Settings.Connection")
        found[str(profile.GetSettings()["connection"]["uuid"])] = str(path)
    return found


def active(adapter):
    path = properties(f"{ROOT}/Devices/{adapter}").Get(DEVICE, "ActiveConnection")
    return None if path == "/" else str(properties(path).Get(ACTIVE, "Uuid"))


def clients():
    return sum(name.startswith(":") for name in BUS.list_names())


def calls(name):
    return [plain(arguments) for _time, called, arguments in root().GetCalls() if called == name]


def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, dbus.Array) and value.signature == "y":
        return bytes(value).hex()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return bool(value) if isinstance(value, dbus.Boolean) else str(value)


BUS = dbusmock.DBusTestCase.get_dbus(system_bus=True)
SERVER, _ = dbusmock.DBusTestCase.spawn_server_template("networkmanager", {}, subprocess.DEVNULL)
method("ActivateConnection", "ooo", "o", f"profile, device = args[0], args[1]\n{ACTIVATE}\nret = active")
method("DeactivateConnection", "o", "", DEACTIVATE)
method("AddAndActivateConnection", "a{sa{sv}}oo", "oo", f"{ADD}\nret = (profile, active)")
try:
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        print(json.dumps(globals()[name](*arguments)), flush=True)
finally:
    SERVER.terminate()
    SERVER.wait()
