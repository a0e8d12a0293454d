"""Reads the command line and hands over; everything slow is imported only by the way that needs it."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from setup_wizard import __version__
from setup_wizard.display import has_display
from setup_wizard.options import GivenSecrets, Options, add_setup_options, options_from, port

WRONG_USAGE = 2
COMMANDS = """commands:
  provision   the same setup without a window
  simulate    run a simulated Photon and cloud until interrupted
  (each has a --help of its own)

Secrets are read from PHOTON_SETUP_TOKEN, PHOTON_SETUP_PASSWORD, PHOTON_SETUP_OTP and PHOTON_SETUP_WIFI_PASSWORD, then
from the keyring, then asked for."""


def main(argv: Sequence[str] | None = None) -> int:
    """The command `photon-setup`; the return value is the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        if words[:1] == ["provision"]:
            return _provision(words[1:])
        if words[:1] == ["simulate"]:
            return _simulate(words[1:])
        return _wizard(words)
    except KeyboardInterrupt:
        # A setup under way reports this by itself; before and after one there is nothing to report.
        return 1
    except BrokenPipeError:
        # Whoever read the output has gone; Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _wizard(words: list[str]) -> int:
    parser = _parser("photon-setup", "Sets a Particle Photon up: without a command, in a window.", COMMANDS)
    parser.add_argument("--version", action="version", version=f"photon-setup {__version__}")
    parser.add_argument("--selftest", action="store_true", help="print versions and what this machine offers")
    parser.add_argument("--demo", action="store_true", help="try it with a simulated Photon and cloud")
    add_setup_options(parser)
    arguments = _parse(parser, words)
    options = _options(parser, arguments)
    if arguments.selftest:
        from setup_wizard.selftest import selftest

        return selftest(sys.stdout)
    if arguments.demo and not has_display():
        from setup_wizard.terminal_demo import demo_on_terminal

        return demo_on_terminal(options, sys.stdout)
    from setup_wizard.ui.plain_imports import use_plain_imports

    use_plain_imports()
    from setup_wizard.ui.app import run

    return run(options, GivenSecrets.from_environment(os.environ), demo=arguments.demo)


def _provision(words: list[str]) -> int:
    parser = _parser("photon-setup provision", "Sets a Photon up without a window.", "")
    add_setup_options(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = _options(parser, _parse(parser, words))

    from setup_wizard.cli import Provision, UsageError
    from setup_wizard.compose import build_session, users_journal
    from setup_wizard.console import JsonConsole, PlainConsole, Prompter
    from setup_wizard.vault import Vault

    signal.signal(signal.SIGTERM, _interrupt)
    console = JsonConsole(sys.stdout) if options.json else PlainConsole(sys.stdout)
    given = GivenSecrets.from_environment(os.environ)
    try:
        session = build_session(options, journal=users_journal(options))
        run = Provision(options, given, session, console, Prompter.for_terminal(options.json), Vault())
        run.check_usage()
    except (ValueError, UsageError) as exc:
        parser.exit(WRONG_USAGE, f"photon-setup: {exc}\n")
    return 0 if run.run().ok else 1


def _simulate(words: list[str]) -> int:
    parser = _parser("photon-setup simulate", "Runs a simulated Photon and cloud until interrupted.", "")
    parser.add_argument("--tcp-port", type=port, default=0, metavar="N", help="0, the default, is any free one")
    parser.add_argument("--http-port", type=port, default=0, metavar="N")
    parser.add_argument("--api-port", type=port, default=0, metavar="N")
    parser.add_argument("--firmware", choices=["2.3.1", "0.6.4"], default="2.3.1")
    parser.add_argument("--networks", metavar="FILE", help="the Wi-Fi networks around the Photon, JSON")
    parser.add_argument("--latency", choices=["none", "real"], default="none")
    parser.add_argument("--one-radio", action="store_true", help="either the Photon or the cloud can be reached")
    arguments = _parse(parser, words)

    from setup_wizard.core.cancel import Cancel
    from setup_wizard.simulator.flash import Firmware
    from setup_wizard.simulator.latency import Latency
    from setup_wizard.simulator.networks import default_networks, load_networks
    from setup_wizard.simulator.serve import run
    from setup_wizard.simulator.world import SimulatorOptions

    signal.signal(signal.SIGTERM, _interrupt)
    try:
        options = SimulatorOptions(
            tcp_port=arguments.tcp_port,
            http_port=arguments.http_port,
            api_port=arguments.api_port,
            firmware=Firmware(arguments.firmware),
            networks=load_networks(Path(arguments.networks)) if arguments.networks else default_networks(),
            latency=Latency.real() if arguments.latency == "real" else Latency.none(),
            one_radio=arguments.one_radio,
        )
        run(options, sys.stdout, Cancel())
    except (OSError, ValueError) as exc:
        parser.exit(WRONG_USAGE, f"photon-setup: {exc}\n")
    except KeyboardInterrupt:
        return 0
    return 0


def _parser(name: str, description: str, epilog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=name, description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="log to standard error; never a secret")
    return parser


def _parse(parser: argparse.ArgumentParser, words: list[str]) -> argparse.Namespace:
    arguments = parser.parse_args(words)
    logging.basicConfig(
        level=logging.DEBUG if arguments.verbose else logging.WARNING,
        format="%(asctime)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    return arguments


def _options(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> Options:
    try:
        options = options_from(arguments)
        if options.interface:
            from setup_wizard.hostwifi.interfaces import check_interface

            check_interface(options.interface)
    except ValueError as exc:
        parser.error(str(exc))
    return options


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    """A polite stop from outside is the same as Ctrl+C."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
