"""What can go wrong, by name: every fault can be switched on and off while the simulator runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """A way to misbehave. `Setting.where` narrows a Photon's fault to one command, a cloud's fault to some requests.

    On the USB console, where the commands are its keys and its `Prompt`s, these act: `ONE_BYTE_AT_A_TIME`, `LATE`,
    `NEVER_ANSWER` (silent from there on), `EMPTY_SCAN`, and those from `PROMPT_MISSING` to `UNPLUGGED`.
    """

    REFUSE_CONNECTIONS = "refuse-connections"
    RESET_BEFORE_REQUEST = "reset-before-request"
    RESET_AFTER_REQUEST = "reset-after-request"
    NEVER_ANSWER = "never-answer"
    NEVER_CLOSE = "never-close"
    ONE_BYTE_AT_A_TIME = "one-byte-at-a-time"
    LATE = "late"
    EMPTY_REPLY = "empty-reply"
    PREAMBLE_ONLY = "preamble-only"
    GARBAGE = "garbage"
    HTML = "html"
    TRUNCATED = "truncated"
    WRONG_TYPES = "wrong-types"
    RESULT_CODE = "result-code"
    HUGE_REPLY = "huge-reply"
    EMPTY_SCAN = "empty-scan"

    PROMPT_MISSING = "prompt-missing"
    PROMPT_UNKNOWN = "prompt-unknown"
    ECHO_INTERLEAVED = "echo-interleaved"
    ECHO_LATE = "echo-late"
    SAVE_FAILS = "save-fails"
    UNPLUGGED = "unplugged"

    LOST_CONNECT_REPLY = "lost-connect-reply"
    ACCESS_POINT_STAYS_UP = "access-point-stays-up"
    DOES_NOT_JOIN = "does-not-join"
    NO_DHCP = "no-dhcp"
    NO_CLOUD = "no-cloud"
    PRESENTS_NO_CLAIM = "presents-no-claim"
    PRODUCT_FIRMWARE = "product-firmware"

    CLOUD_DOWN = "cloud-down"
    CLOUD_HANGS = "cloud-hangs"
    CLOUD_SLOW = "cloud-slow"
    TOKEN_EXPIRED = "token-expired"  # noqa: S105 - a fault's name, not a secret
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    BAD_GATEWAY = "bad-gateway"
    CAPTIVE_PAGE = "captive-page"
    CAPTIVE_REDIRECT = "captive-redirect"
    CODE_EXPIRED = "code-expired"
    CODE_REJECTED = "code-rejected"
    EVENTS_BROKEN = "events-broken"
    ANSWER_LOST = "answer-lost"
    ANSWER_HANGS = "answer-hangs"

    CONNECTS_BEFORE_IMPORT = "connects-before-import"
    IMPORT_ANSWERS_OF_2015 = "import-answers-of-2015"
    IMPORT_REFUSED_WITH_400 = "import-refused-with-400"
    IMPORT_INVALID = "import-invalid"
    IMPORT_NONMEMBER = "import-nonmember"
    IMPORT_PROTECTED = "import-protected"
    PRODUCT_AS_LIST = "product-as-list"
    DUPLICATE_CUSTOMER_401 = "duplicate-customer-401"
    DUPLICATE_CUSTOMER_409 = "duplicate-customer-409"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a fault shows.

    `where`: the Photon's command or prompt, or the start of the cloud's path, that it applies to; empty for all of
    them. A path may have a method before it: `POST /v1/products`. `seconds`: the delay of `LATE`, `CLOUD_SLOW` and
    between the bytes of `ONE_BYTE_AT_A_TIME`, and the `Retry-After` of `RATE_LIMITED`. `result`: the `r` of
    `RESULT_CODE`, and the id of the product that the firmware names with `PRODUCT_FIRMWARE`.
    """

    where: str = ""
    seconds: float = 0.0
    result: int = -1


class Faults:
    """The faults that are switched on; safe to use from any thread. `watch`ers are called after every change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._on: dict[Fault, Setting] = {}
        self._watchers: list[Callable[[], None]] = []

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every change, in the thread of whoever caused it."""
        self._watchers.append(watcher)

    def switch_on(self, fault: Fault, *, where: str = "", seconds: float = 0.0, result: int = -1) -> None:
        """Misbehave from now on; a second call replaces the setting of the first."""
        with self._lock:
            self._on[fault] = Setting(where, seconds, result)
        self._tell()

    def switch_off(self, fault: Fault) -> None:
        """Behave again; harmless when the fault is not on."""
        with self._lock:
            self._on.pop(fault, None)
        self._tell()

    def clear(self) -> None:
        """Switch every fault off."""
        with self._lock:
            self._on.clear()
        self._tell()

    def _tell(self) -> None:
        for watcher in self._watchers:
            watcher()

    def active(self) -> tuple[Fault, ...]:
        """The names of all faults that are on."""
        with self._lock:
            return tuple(self._on)

    def setting(self, fault: Fault, command: str = "") -> Setting | None:
        """The setting of a fault for this command of the Photon; None when it is off or meant for another command."""
        with self._lock:
            setting = self._on.get(fault)
        return setting if setting and setting.where in ("", command) else None

    def request_setting(self, fault: Fault, method: str, path: str) -> Setting | None:
        """The setting of a fault for this request to the cloud; None when it is off or meant for others."""
        with self._lock:
            setting = self._on.get(fault)
        if setting and any(request.startswith(setting.where) for request in (path, f"{method} {path}")):
            return setting
        return None
