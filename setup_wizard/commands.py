"""The words of the command line: what they ask for is imported by the command that needs it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from setup_wizard import IDENTIFIER, __version__
from setup_wizard.display import has_display
from setup_wizard.interrupts import ignore_interrupts, interrupt_once
from setup_wizard.log import log_to_stderr
from setup_wizard.options import (
    GivenSecrets,
    Options,
    add_cloud_options,
    add_setup_options,
    add_usb_option,
    cloud_options_from,
    device_id,
    options_from,
    port,
)

if TYPE_CHECKING:
    from setup_wizard.cli_sign_in import TerminalSignIn
    from setup_wizard.console import Console, Prompter, Result
    from setup_wizard.core.brand import Brand
    from setup_wizard.workflow.journal import Journal
    from setup_wizard.workflow.services import HostWifi
    from setup_wizard.workflow.session import Session

WRONG_USAGE = 2
COMMANDS = """commands:
  provision   the same setup without a window
  restore     give a returned device back, or to somebody else
  import      put a list of devices into a product
  simulate    run a simulated Photon and cloud until interrupted
  (each has a --help of its own)

Secrets are read from PHOTON_SETUP_TOKEN, PHOTON_SETUP_PASSWORD, PHOTON_SETUP_OTP, PHOTON_SETUP_CLIENT_SECRET and
PHOTON_SETUP_WIFI_PASSWORD, then from the keyring, then asked for."""


def run_command(words: list[str]) -> int:
    """What these words ask for; the return value is the exit code."""
    commands = {"provision": _provision, "restore": _restore, "import": _import, "simulate": _simulate}
    if words[0] in commands:
        return commands[words[0]](words[1:])
    return _wizard(words)


def _wizard(words: list[str]) -> int:
    parser = _parser("photon-setup", "Sets a Particle Photon up: without a command, in a window.", COMMANDS)
    parser.add_argument("--version", action="version", version=f"photon-setup {__version__}")
    parser.add_argument("--selftest", action="store_true", help="print versions and what this machine offers")
    parser.add_argument("--demo", action="store_true", help="try it with a simulated Photon and cloud")
    parser.add_argument("--brand", type=_brand, metavar="FILE", help="try this brand file (JSON)")
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

    return run(options, demo=arguments.demo, brand=arguments.brand)


def _provision(words: list[str]) -> int:
    parser = _parser("photon-setup provision", "Sets a Photon up without a window.", "")
    add_setup_options(parser)
    add_usb_option(parser)
    _add_json_option(parser)
    options = _options(parser, _parse(parser, words))

    def prepare(console: Console, prompter: Prompter) -> Callable[[], Result]:
        from setup_wizard.cli import Provision
        from setup_wizard.compose import users_journal, users_wifi
        from setup_wizard.vault import Vault

        session = _session(options, users_wifi(options), users_journal(options))
        given = GivenSecrets.from_environment(os.environ)
        run = Provision(options, given, session, console, prompter, Vault())
        run.check_usage()
        return run.run

    return _run(parser, options.json, prepare)


def _restore(words: list[str]) -> int:
    parser = _parser("photon-setup restore", "Gives a returned device back, or to somebody else.", "")
    parser.add_argument("device_id", type=device_id, metavar="DEVICE_ID")
    add_cloud_options(parser)
    parser.add_argument("--yes", action="store_true", help="ask nothing")
    parser.add_argument("--claim", action="store_true", help="claim it to the signed-in account")
    parser.add_argument("--flash-tinker", action="store_true", help="put Tinker on it, once it is claimed and online")
    _add_json_option(parser)
    arguments = _parse(parser, words)

    def prepare(console: Console, prompter: Prompter) -> Callable[[], Result]:
        from setup_wizard.cli_restore import Restore, RestoreChoice

        choice = RestoreChoice(arguments.device_id, arguments.claim, arguments.flash_tinker, arguments.yes)
        run = Restore(choice, _terminal_sign_in(arguments, console, prompter))
        run.check_usage()
        return run.run

    return _run(parser, arguments.json, prepare)


def _import(words: list[str]) -> int:
    parser = _parser("photon-setup import", "Puts a list of devices into a product.", "")
    parser.add_argument("file", type=Path, metavar="FILE", help="text or CSV, one device id a line")
    add_cloud_options(parser)
    _add_json_option(parser)
    arguments = _parse(parser, words)

    def prepare(console: Console, prompter: Prompter) -> Callable[[], Result]:
        from setup_wizard.cli_import import Import

        run = Import(arguments.file, _terminal_sign_in(arguments, console, prompter))
        lines = run.check_usage()
        return lambda: run.run(lines)

    return _run(parser, arguments.json, prepare)


def _run(
    parser: argparse.ArgumentParser, as_json: bool, prepare: Callable[[Console, Prompter], Callable[[], Result]]
) -> int:
    """What `prepare` gives back, on this terminal: 0 for what is proven to have worked, 2 for wrong usage.

    `prepare` raises `UsageError` for what cannot be done. Ctrl+C meanwhile, and a defect of the program at any time,
    end with a result, too.
    """
    interrupt_once()
    from setup_wizard.cli_consoles import CommandJsonConsole, CommandPlainConsole
    from setup_wizard.cli_crash import TerminalCrashGuard
    from setup_wizard.cli_sign_in import UsageError

    console = CommandJsonConsole(sys.stdout) if as_json else CommandPlainConsole(sys.stdout)
    with TerminalCrashGuard(console):
        try:
            run = _prepared(prepare, console, as_json)
            return 0 if run().ok else 1
        except UsageError as exc:
            parser.exit(WRONG_USAGE, f"photon-setup: {exc}\n")
        except KeyboardInterrupt:
            # Before a setup, or while it was leaving; in one, it is told by the setup itself.
            console.result(_cancelled())
            return 1
    return 1


def _prepared(
    prepare: Callable[[Console, Prompter], Callable[[], Result]],
    console: Console,
    as_json: bool,
) -> Callable[[], Result]:
    from setup_wizard.console import Prompter

    _hold_mutex()
    return prepare(console, Prompter.for_terminal(as_json))


def _hold_mutex() -> None:
    from setup_wizard.bundled import bundled_brand
    from setup_wizard.running import hold_mutex

    brand = bundled_brand()
    hold_mutex(brand.identifier if brand is not None else IDENTIFIER)


def _cancelled() -> Result:
    """Of what was stopped outside of a setup."""
    from setup_wizard.console import Result
    from setup_wizard.core.errors import Reason
    from setup_wizard.workflow.words import words_for

    return Result(Reason.CANCELLED, words_for(Reason.CANCELLED).message, device_id=None, seconds=0.0)


def _session(options: Options, host: HostWifi | None = None, journal: Journal | None = None) -> Session:
    """The real services; raises `UsageError` for an address that is no URL."""
    from setup_wizard.cli_sign_in import UsageError
    from setup_wizard.compose import build_session

    try:
        return build_session(options, host, journal)
    except ValueError as exc:
        raise UsageError(str(exc)) from exc


def _terminal_sign_in(arguments: argparse.Namespace, console: Console, prompter: Prompter) -> TerminalSignIn:
    """Who is meant, for the commands that only talk to the cloud; raises `UsageError` for an address that is no URL."""
    from setup_wizard.cli_sign_in import TerminalSignIn
    from setup_wizard.core.cancel import Cancel
    from setup_wizard.vault import Vault

    options = cloud_options_from(arguments)
    given = GivenSecrets.from_environment(os.environ)
    return TerminalSignIn(options, given, _session(options), console, prompter, Vault(), Cancel())


def _simulate(words: list[str]) -> int:
    from setup_wizard.simulator.flash import Firmware

    parser = _parser("photon-setup simulate", "Runs a simulated Photon and cloud until interrupted.", "")
    parser.add_argument("--tcp-port", type=port, default=0, metavar="N", help="0, the default, is any free one")
    parser.add_argument("--http-port", type=port, default=0, metavar="N")
    parser.add_argument("--api-port", type=port, default=0, metavar="N")
    parser.add_argument("--firmware", choices=[version.value for version in Firmware], default="2.3.1")
    parser.add_argument("--networks", metavar="FILE", help="the Wi-Fi networks around the Photon, JSON")
    parser.add_argument("--latency", choices=["none", "real"], default="none")
    parser.add_argument("--one-radio", action="store_true", help="either the Photon or the cloud can be reached")
    parser.add_argument(
        "--usb", type=int, choices=range(1, 33), nargs="?", const=1, default=0, metavar="N", help="plug N Photons in"
    )
    arguments = _parse(parser, words)
    interrupt_once()

    from setup_wizard.core.cancel import Cancel
    from setup_wizard.output import is_of_output
    from setup_wizard.simulator.latency import Latency
    from setup_wizard.simulator.networks import default_networks, load_networks
    from setup_wizard.simulator.serve import run
    from setup_wizard.simulator.world import SimulatorOptions

    try:
        options = SimulatorOptions(
            tcp_port=arguments.tcp_port,
            http_port=arguments.http_port,
            api_port=arguments.api_port,
            firmware=Firmware(arguments.firmware),
            networks=load_networks(Path(arguments.networks)) if arguments.networks else default_networks(),
            latency=Latency.real() if arguments.latency == "real" else Latency.none(),
            one_radio=arguments.one_radio,
            usb=arguments.usb,
        )
        run(options, sys.stdout, Cancel())
    except (OSError, ValueError) as exc:
        if is_of_output(exc):
            raise
        parser.exit(WRONG_USAGE, f"photon-setup: {exc}\n")
    except KeyboardInterrupt:
        ignore_interrupts()
    return 0


def _parser(name: str, description: str, epilog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=name, description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="log to standard error; never a secret")
    return parser


def _add_json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def _parse(parser: argparse.ArgumentParser, words: list[str]) -> argparse.Namespace:
    arguments = parser.parse_args(words)
    log_to_stderr(verbose=arguments.verbose)
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


def _brand(name: str) -> Brand:
    from setup_wizard.core.brand import read_brand

    try:
        return read_brand(Path(name))
    except ValueError as exc:
        raise argparse.ArgumentTypeError(str(exc)) from exc
