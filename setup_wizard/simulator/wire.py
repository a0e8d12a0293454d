"""The faults of a connection, and the end of a listening session, which both of the Photon's servers have in common."""

from __future__ import annotations

import socket
from collections.abc import Callable

from setup_wizard.simulator.commands import Command
from setup_wizard.simulator.faults import Fault, Faults
from setup_wizard.simulator.server import After, Session, hang_up, reset


class Wire:
    """Delivers answers as the faults that are on want it; `leave_listening` is what `connect-ap` sets off."""

    def __init__(self, faults: Faults, leave_listening: Callable[[], None]) -> None:
        self._faults = faults
        self._leave_listening = leave_listening

    def accepts(self) -> bool:
        """Whether a new connection is served at all."""
        return self._faults.setting(Fault.RESET_BEFORE_REQUEST) is None

    def instead_of_executing(self, session: Session, command: Command) -> After | None:
        """What happens to a connection whose command is not executed; None when it is, perhaps late."""
        if self._faults.setting(Fault.RESET_AFTER_REQUEST, command):
            return After.RESET
        if self._faults.setting(Fault.NEVER_ANSWER, command):
            return After.KEEP
        if late := self._faults.setting(Fault.LATE, command):
            session.pause(late.seconds)
        return None

    def send(self, session: Session, connection: socket.socket, command: Command, data: bytes) -> None:
        """Send a part of an answer."""
        if self._faults.setting(Fault.EMPTY_REPLY, command) or self._loses(command):
            return
        if slow := self._faults.setting(Fault.ONE_BYTE_AT_A_TIME, command):
            for index in range(len(data)):
                session.send(connection, data[index : index + 1])
                session.pause(slow.seconds)
        else:
            session.send(connection, data)

    def finish(self, connection: socket.socket, command: Command, after: After) -> After:
        """The answer was sent: end the listening session after `connect-ap`, else do with the connection as asked.

        The real Photon fires this while the answer is still buffered, which is often lost then (firmware: softap.cpp).
        Here it gets out, except with `LOST_CONNECT_REPLY`.
        """
        if command is Command.CONNECT_AP:
            # Closed here already, because the end of the session resets whatever is still open.
            (reset if self._loses(command) else hang_up)(connection)
            self._leave_listening()
            return After.HANG_UP
        if self._faults.setting(Fault.EMPTY_REPLY, command):
            return After.HANG_UP
        return After.KEEP if self._faults.setting(Fault.NEVER_CLOSE, command) else after

    def _loses(self, command: Command) -> bool:
        return command is Command.CONNECT_AP and self._faults.setting(Fault.LOST_CONNECT_REPLY) is not None
