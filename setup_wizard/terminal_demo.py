"""The demo without a window: the same `provision`, on a simulation."""

from __future__ import annotations

from dataclasses import replace
from typing import TextIO

from setup_wizard.cli import Provision
from setup_wizard.cli_crash import TerminalCrashGuard
from setup_wizard.compose import build_session
from setup_wizard.console import PlainConsole, Prompter
from setup_wizard.demo import DEMO_NETWORK, MemoryStore, running_demo
from setup_wizard.options import Options
from setup_wizard.simulator.world import DEMO


def demo_on_terminal(options: Options, out: TextIO) -> int:
    """The whole setup of a simulated Photon, step by step, as lines on `out`; the exit code of `provision`."""
    console = PlainConsole(out)
    with TerminalCrashGuard(console), running_demo(options) as demo:
        console.note("This is a demonstration: the Photon, the Wi-Fi and the cloud are simulated.")
        ssid = options.ssid or DEMO_NETWORK.encode()
        chosen = replace(demo.options, username=options.username or DEMO.username, ssid=ssid)
        session = build_session(chosen, demo.host)
        run = Provision(chosen, demo.given, session, console, Prompter(available=False), MemoryStore())
        return 0 if run.run().ok else 1
    return 1
