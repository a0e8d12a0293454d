"""The sign-in for a company network: PEAP with a password, or EAP-TLS with a certificate and its key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from setup_wizard.core.secret import Secret
from setup_wizard.core.wifi import EapMethod, Enterprise
from setup_wizard.ui.widgets.buttons import Button
from setup_wizard.ui.widgets.fields import Field, PasswordField
from setup_wizard.ui.widgets.segmented import Segmented
from setup_wizard.workflow.send import NetworkSecrets

_METHODS = (EapMethod.PEAP, EapMethod.TLS)
_LARGEST_FILE = 64 * 1024


class FileField(QWidget):
    """The name of a PEM file, and a button to choose one."""

    def __init__(self, object_name: str, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = Field(object_name, label, hint)
        choose = Button(f"{object_name}_choose", self.tr("Choose..."))
        choose.setAccessibleName(self.tr("Choose: %1").replace("%1", label))
        choose.clicked.connect(self._choose)
        self.field.add_beside(choose)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.field)

    def read(self) -> str | None:
        """The file's text, empty when none is named; None, and an error under the field, when it cannot be read."""
        name = self.field.text.strip()
        if not name:
            return ""
        try:
            path = Path(name).expanduser()
            if path.stat().st_size > _LARGEST_FILE:
                self.field.show_error(self.tr("This file is too large to be a certificate or a key."))
                return None
            return path.read_text(encoding="ascii")
        except (OSError, ValueError):
            self.field.show_error(self.tr("This file cannot be read as PEM text."))
            return None

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("PEM files (*.pem *.crt *.cer *.key)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(self.field.set_text)
        dialog.open()


class EnterpriseForm(QWidget):
    """The fields of the chosen method."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._method = Segmented("eap_method", [self.tr("Name and password (PEAP)"), self.tr("Certificate (EAP-TLS)")])
        self._identity = Field("identity", self.tr("Name"), self.tr("Usually name@company.com."))
        self.password = PasswordField("eap_password", self.tr("Password"))
        self._certificate = FileField("client_certificate", self.tr("Client certificate"))
        self._key = FileField("private_key", self.tr("Private key"), self.tr("Without a password."))
        self._outer = Field(
            "outer_identity", self.tr("Outer identity (optional)"), self.tr("Sent in the open; anonymous if empty.")
        )
        self._ca = FileField("ca_certificate", self.tr("Root certificate (optional)"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        for widget in (
            self._method,
            self._identity,
            self.password,
            self._certificate,
            self._key,
            self._outer,
            self._ca,
        ):
            rows.addWidget(widget)
        files = (self._certificate.field, self._key.field, self._ca.field)
        self._of_person = (self._identity, self._outer, *files)
        for field in (self.password, *self._of_person):
            field.submitted.connect(self.submitted)
        self._method.chosen.connect(self._show_method)
        self._show_method(0)

    def typed(self) -> NetworkSecrets | None:
        """What was typed; None, with an error under the first field that is wrong."""
        method = _METHODS[self._method.index]
        ca = self._ca.read()
        if ca is None:
            return None
        if method is EapMethod.PEAP:
            if not self._required(self._identity, self.tr("Type your name on this network.")):
                return None
            if not self._required(self.password, self.tr("Type your password on this network.")):
                return None
            enterprise = Enterprise(method, self._identity.text.strip(), self._outer.text.strip(), ca)
            return NetworkSecrets(Secret(self.password.text), enterprise)
        certificate, key = self._certificate.read(), self._key.read()
        if certificate is None or key is None:
            return None
        if not self._required(self._certificate.field, self.tr("Choose your certificate.")):
            return None
        if not self._required(self._key.field, self.tr("Choose the key of your certificate.")):
            return None
        outer = self._outer.text.strip()
        return NetworkSecrets(None, Enterprise(method, "", outer, ca, certificate, Secret(key)))

    def fill_in(self, enterprise: Enterprise | None, password: Secret | None) -> None:
        """What is known from before; with nothing known, nobody else's name and files stay."""
        if enterprise is None:
            for field in self._of_person:
                field.set_text("")
        else:
            self._method.choose(_METHODS.index(enterprise.method))
            self._identity.set_text(enterprise.identity)
            self._outer.set_text(enterprise.outer_identity)
        self.password.set_text(password.reveal() if password else "")

    def focus_first(self) -> None:
        """The first field of the method."""
        first = self._identity if _METHODS[self._method.index] is EapMethod.PEAP else self._certificate.field
        first.setFocus()

    def clear_secrets(self) -> None:
        """Forget the password."""
        self.password.set_text("")

    def _required(self, field: Field, sentence: str) -> bool:
        if field.text.strip():
            return True
        field.show_error(sentence)
        field.setFocus()
        return False

    def _show_method(self, index: int) -> None:
        peap = _METHODS[index] is EapMethod.PEAP
        self._identity.setVisible(peap)
        self.password.setVisible(peap)
        self._certificate.setVisible(not peap)
        self._key.setVisible(not peap)
