"""A loopback port through which another process looks at the simulation and plays the person in front of it.

`GET /state` describes the moment, `GET /log` lists who asked what of the cloud and of the Photon. `POST /join`,
`/leave`, `/press-setup`, `/unplug` and `/plug-in` do what their names say. `POST /fault` takes `{"name": ...,
"on": true}` and, where the fault has them, `where`, `seconds` and `result`. Where several Photons are plugged in,
`device` says which of them is meant, by its number in their order; without it the first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler

from setup_wizard.simulator.air import Air
from setup_wizard.simulator.cloud import Cloud
from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.log import RequestLog
from setup_wizard.simulator.loopback import LoopbackServer
from setup_wizard.simulator.photon import Photon

_REQUEST_TIMEOUT_S = 1.0


class ControlServer(LoopbackServer):
    """Answers with JSON: the state after every action that is understood, else 400 with `error`."""

    def __init__(self, photons: tuple[Photon, ...], air: Air, cloud: Cloud, log: RequestLog, *, port: int) -> None:
        super().__init__(_RequestHandler, port=port, name="control")
        self._photons = photons
        self._air = air
        self._cloud = cloud
        self._log = log
        self._actions: dict[str, Callable[[Photon], object]] = {
            "/join": lambda _photon: air.join_photon(),
            "/leave": lambda _photon: air.leave_photon(),
            "/press-setup": Photon.press_setup,
            "/unplug": Photon.unplug,
            "/plug-in": Photon.plug_in,
        }

    def state(self) -> dict[str, object]:
        """The moment: the light, where the Photon and the computer are, whose it is, which faults are on.

        All of it is of the first Photon; `photons` tells of each.
        """
        photon = self._photons[0]
        device_id = photon.hardware.device_id
        return {
            "led": {"colour": photon.light.colour.value, "pattern": photon.light.pattern.value},
            "listening": photon.listening,
            "joined": photon.joined,
            "online": photon.online,
            "host_joined": self._air.host_joined,
            "owner": self._cloud.owner_of(device_id),
            "product": self._cloud.product_of(device_id),
            "claimed_flag": photon.hardware.flash.claimed,
            "busy_s": photon.busy_s,
            "faults": [fault.value for fault in photon.faults.active()],
            "photons": [self._described(photon) for photon in self._photons],
        }

    def log(self) -> dict[str, object]:
        """Every request so far."""
        return {"log": [entry.described() for entry in self._log.entries()]}

    def act(self, path: str, fields: Mapping[str, object]) -> None:
        """Do what a request asks for; raises `ValueError` for what is not understood."""
        device = fields.get("device", 0)
        if type(device) is not int or not 0 <= device < len(self._photons):
            raise ValueError(f"device is a whole number from 0 to {len(self._photons) - 1}")
        photon = self._photons[device]
        if path == "/fault":
            _switch(photon.faults, fields)
        elif path in self._actions:
            self._actions[path](photon)
        else:
            raise ValueError(f"unknown path {path}; known are /fault, {', '.join(self._actions)}")

    def _described(self, photon: Photon) -> dict[str, object]:
        device_id = photon.hardware.device_id
        return {
            "device_id": device_id,
            "on_usb": photon.on_usb,
            "listening": photon.listening,
            "online": photon.online,
            "owner": self._cloud.owner_of(device_id),
        }


def _switch(faults: Faults, fields: Mapping[str, object]) -> None:
    name = str(fields.get("name"))
    if name not in list(Fault):
        raise ValueError(f"unknown fault {name!r}; known are {', '.join(Fault)}")
    if not fields.get("on", True):
        faults.switch_off(Fault(name))
        return
    where, seconds, result = fields.get("where", ""), fields.get("seconds", 0.0), fields.get("result", -1)
    if not isinstance(where, str) or not isinstance(seconds, int | float) or not isinstance(result, int):
        raise ValueError("where is a text, seconds a number and result a whole number")
    faults.switch_on(Fault(name), where=where, seconds=float(seconds), result=result)


class _RequestHandler(BaseHTTPRequestHandler):
    server: ControlServer
    timeout = _REQUEST_TIMEOUT_S

    def do_GET(self) -> None:
        if self.path == "/state":
            self._send(200, self.server.state())
        elif self.path == "/log":
            self._send(200, self.server.log())
        else:
            self._send(404, {"error": f"unknown path {self.path}; known are /state and /log"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            fields = json.loads(body or b"{}")
            if not isinstance(fields, dict):
                raise ValueError("the body must be a JSON object")
            self.server.act(self.path, fields)
        except ValueError as exc:
            self._send(400, {"error": str(exc)})
        else:
            self._send(200, self.server.state())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own name
        """Nothing."""

    def _send(self, status: int, body: Mapping[str, object]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
