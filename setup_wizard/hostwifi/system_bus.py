"""The system's D-Bus through Qt: plain values in and out, from any thread, with or without a Qt application.

Qt's blocking calls keep Python's lock until the answer is there, which stops the window; so every call is asynchronous
and is polled, which also lets a person end it. Qt for Python can read neither maps nor structures: properties are asked
for one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from PySide6.QtCore import QByteArray, QMetaType
from PySide6.QtDBus import (
    QDBusArgument,
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCall,
    QDBusVariant,
)

from setup_wizard.core.cancel import Cancel

PROPERTIES = "org.freedesktop.DBus.Properties"
CALL_TIMEOUT_S = 10.0
_FIRST_POLL_S = 0.0005
_LAST_POLL_S = 0.02


class BusError(Exception):
    """A call was not answered with a result; `name` is the D-Bus name of the error."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name


class SystemBus:
    """A connection of its own to one service; it lasts until it is closed."""

    def __init__(self, service: str, address: str | None = None) -> None:
        """Connect, to another bus than the system's if `address` says so; the first call tells if there is none."""
        self._service = service
        self._name = f"{service} {uuid4()}"
        self._connection = QDBusConnection.connectToBus(address or QDBusConnection.BusType.SystemBus, self._name)

    def close(self) -> None:
        """Disconnect; the service sees it, and ends what it does for this connection only. No call works any more."""
        QDBusConnection.disconnectFromBus(self._name)
        # The bus is left only once nothing refers to the connection any more.
        self._connection = QDBusConnection(self._name)

    def call(
        self,
        cancel: Cancel,
        path: str,
        interface: str,
        member: str,
        *arguments: object,
        timeout_s: float = CALL_TIMEOUT_S,
    ) -> tuple[object, ...]:
        """The results of a method; raises `BusError`, and `SetupError(CANCELLED)` as soon as cancelled.

        Of the arguments, text that starts with a slash goes out as an object path, and a map of maps as settings.
        """
        return _wait(self._send(path, interface, member, *arguments, timeout_s=timeout_s), cancel)

    def read(self, cancel: Cancel, path: str, interface: str, *names: str) -> tuple[object, ...]:
        """These properties of one object, in one round trip; raises as `call` does."""
        pending = [self._send(path, PROPERTIES, "Get", interface, name) for name in names]
        return tuple(_wait(one, cancel)[0] for one in pending)

    def _send(
        self, path: str, interface: str, member: str, *arguments: object, timeout_s: float = CALL_TIMEOUT_S
    ) -> QDBusPendingCall:
        message = QDBusMessage.createMethodCall(self._service, path, interface, member)
        # Asking about a service that is switched off must not start it.
        message.setAutoStartService(False)
        message.setInteractiveAuthorizationAllowed(True)
        message.setArguments([_outgoing(argument) for argument in arguments])
        return self._connection.asyncCall(message, int(timeout_s * 1000))


def _wait(pending: QDBusPendingCall, cancel: Cancel) -> tuple[object, ...]:
    pause_s = _FIRST_POLL_S
    while not pending.isFinished():
        cancel.sleep(pause_s)
        pause_s = min(2 * pause_s, _LAST_POLL_S)
    reply = pending.reply()
    if reply.type() is QDBusMessage.MessageType.ErrorMessage:
        raise BusError(reply.errorName(), reply.errorMessage())
    return tuple(_incoming(value) for value in reply.arguments())


def _incoming(value: object) -> object:
    """Paths as text, `ay` as bytes, arrays as tuples."""
    if isinstance(value, QDBusVariant):
        return _incoming(value.variant())
    if isinstance(value, QDBusObjectPath):
        return value.path()
    if isinstance(value, QByteArray):
        return value.data()
    if isinstance(value, QDBusArgument) and value.currentType() is QDBusArgument.ElementType.ArrayType:
        return _array(value)
    return value


def _array(argument: QDBusArgument) -> tuple[object, ...]:
    values = []
    argument.beginArray()
    while not argument.atEnd():
        values.append(_incoming(argument.asVariant()))
    return tuple(values)


def _outgoing(value: object) -> object:
    # Python's bytes inside a map end the process in libdbus.
    if isinstance(value, bytes):
        return QByteArray(value)
    if isinstance(value, str) and value.startswith("/"):
        return QDBusObjectPath(value)
    if isinstance(value, Mapping):
        inner = {str(key): _outgoing(item) for key, item in value.items()}
        is_settings = bool(inner) and all(isinstance(item, dict) for item in inner.values())
        return _settings(inner) if is_settings else inner
    return value


def _settings(groups: Mapping[str, object]) -> QDBusArgument:
    """As `a{sa{sv}}`, the type in which NetworkManager takes a connection."""
    argument = QDBusArgument()
    argument.beginMap(QMetaType(QMetaType.Type.QString), QMetaType(QMetaType.Type.QVariantMap))
    for name, group in groups.items():
        argument.beginMapEntry()
        argument.appendVariant(name)
        argument.appendVariant(group)
        argument.endMapEntry()
    argument.endMap()
    return argument
