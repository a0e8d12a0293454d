"""Calls with a token, and what a refusal of them means."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from setup_wizard.cloud.answer import Answer
from setup_wizard.cloud.auth import BearerAuth
from setup_wizard.cloud.errors import refusal
from setup_wizard.cloud.http import Http
from setup_wizard.cloud.values import read_device_id
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.secret import Secret

_NO_DEVICE = (Reason.CLOUD_ERROR, Reason.NOT_ALLOWED, Reason.PRODUCT_NOT_FOUND)


def is_hidden(answer: Answer, _reason: Reason) -> bool:
    """Whether the cloud said that the device is not there, or not for this token; a page in its place says neither."""
    return answer.status == 403 or (answer.status == 404 and answer.body is not None)


class Bearer:
    """Calls of one cloud that carry a token in the Authorization header."""

    def __init__(self, http: Http) -> None:
        self._http = http

    def ask(
        self,
        method: str,
        path: str,
        token: Secret,
        cancel: Cancel,
        *,
        form: Mapping[str, str] | None = None,
        file: bytes | None = None,
        asks_device: bool = False,
        total_s: float | None = None,
    ) -> Answer:
        """Any answer, for callers who know what its refusals mean."""
        auth = BearerAuth(token)
        return self._http.request(
            method, path, auth, cancel, form=form, file=file, asks_device=asks_device, total_s=total_s
        )

    def call(
        self,
        method: str,
        path: str,
        token: Secret,
        cancel: Cancel,
        *,
        form: Mapping[str, str] | None = None,
        asks_device: bool = False,
    ) -> Answer:
        """A success; raises the `SetupError` of any other answer."""
        answer = self.ask(method, path, token, cancel, form=form, asks_device=asks_device)
        if not answer.ok:
            raise refusal(answer)
        return answer

    def find_device(
        self,
        path: str,
        token: Secret,
        device_id: DeviceId,
        cancel: Cancel,
        *,
        total_s: float | None = None,
        is_absent: Callable[[Answer, Reason], bool] = is_hidden,
    ) -> Mapping[str, object] | None:
        """The fields of a device, None for one that is not there or not for this token, as `is_absent` reads it."""
        answer = self.ask("GET", path, token, cancel, total_s=total_s)
        if not answer.ok:
            error = refusal(answer)
            if error.reason in _NO_DEVICE and is_absent(answer, error.reason):
                return None
            raise error
        if read_device_id(answer.fields.get("id")) != device_id:
            raise SetupError(Reason.CLOUD_ERROR, "the cloud's answer is about no or another device")
        return answer.fields
