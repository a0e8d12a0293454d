"""The cloud's event stream as an alarm clock: any event of the device is a reason to look now. It proves nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Self

from setup_wizard.core.account import DeviceEvent
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.workflow.access import SIGN_IN_OVER, as_owner
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.session import Session

log = logging.getLogger(__name__)

RECONNECT_S = 4.0


class OwnersEvents:
    """While inside, one stream of all that happens to an owner's devices; its thread ends on leaving."""

    def __init__(self, session: Session, facts: Facts, cancel: Cancel) -> None:
        self._session = session
        self._facts = facts
        self._parent = cancel
        self._cancel = Cancel()
        self._lock = threading.Lock()
        self._wakes: dict[DeviceId, threading.Event] = {}
        self._thread = threading.Thread(target=self._listen, name="device-events", daemon=True)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self._parent.calling(self._cancel.cancel))
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        self._cancel.cancel()
        self._thread.join()

    @contextmanager
    def waking(self, device_id: DeviceId, wake: threading.Event) -> Iterator[None]:
        """While inside, sets `wake` whenever the stream tells of this device."""
        with self._lock:
            self._wakes[device_id] = wake
        try:
            yield
        finally:
            with self._lock:
                del self._wakes[device_id]

    def _listen(self) -> None:
        while True:
            try:
                events = as_owner(
                    self._session,
                    self._facts,
                    lambda token: self._session.cloud.device_events(token, self._cancel),
                    self._cancel,
                )
                for event in events:
                    self._pass_on(event)
            except SetupError as exc:
                if exc.reason in (*SIGN_IN_OVER, Reason.CANCELLED):
                    return
                log.debug("event stream: %s", exc)
            if self._cancel.wait(RECONNECT_S):
                return

    def _pass_on(self, event: DeviceEvent) -> None:
        with self._lock:
            wake = self._wakes.get(event.device_id) if event.device_id else None
        if wake is not None:
            log.debug("event %s of %s", event.name, event.device_id)
            wake.set()
