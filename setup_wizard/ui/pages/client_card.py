"""The client that makes a product's customers: which one it is, or where to get one."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from setup_wizard.core.account import OAuthClient
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.pages.client_form import ClientForm
from setup_wizard.ui.widgets.buttons import Button, Kind, Size
from setup_wizard.ui.widgets.check_box import CheckBox
from setup_wizard.ui.widgets.fields import PasswordField
from setup_wizard.ui.widgets.note import Note, Tone
from setup_wizard.ui.widgets.text import Text, isolated

_COPIED_MS = 2000


class ClientQuestion(QFrame):
    """Asks for the client's id and secret, or offers to make one."""

    create_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip")
        self.form = ClientForm()
        self.keep = CheckBox("keep_client", self.tr("Keep the client's secret on this computer"))
        self.keep.setChecked(True)
        self._create = Button("create_client", self.tr("Create one for this product"), size=Size.PANEL, icon=Icon.PLUS)
        self._create.clicked.connect(self.create_clicked)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 14, 16, 14)
        rows.setSpacing(12)
        rows.addWidget(Text(self.tr("The product's client"), Role.STRONG))
        rows.addWidget(Text(self.tr("Customers are made with an OAuth client of the product."), Role.SECONDARY))
        rows.addWidget(self.form)
        rows.addWidget(self.keep)
        rows.addWidget(self._create, 0, Qt.AlignmentFlag.AlignLeft)

    def offer_to_create(self, offered: bool) -> None:
        """Only the product's team can make one."""
        self._create.setVisible(offered)


class HeldClient(QWidget):
    """Says which client is used, and lets the person take another one."""

    another_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._which = Note("", plain=True)
        another = Button("another_client", self.tr("Use another client"), Kind.LINK, size=Size.FLUSH)
        another.clicked.connect(self.another_clicked)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self._which)
        rows.addWidget(another, 0, Qt.AlignmentFlag.AlignLeft)

    def show_client(self, client: OAuthClient) -> None:
        """Name it."""
        sentence = self.tr("Customers are made with the client %1.")
        self._which.show_text(sentence.replace("%1", isolated(client.client_id)))


class NewClientCard(QFrame):
    """A client that was just made: the cloud shows its secret only this once."""

    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "strip")
        self._client: OAuthClient | None = None
        self._id = Text(role=Role.DEVICE_ID)
        self._secret = PasswordField("new_client_secret", self.tr("Its secret"))
        self._secret.line.setReadOnly(True)
        self._copy = Button("copy_client_secret", self.tr("Copy"))
        self._copy.setAccessibleName(self.tr("Copy the secret"))
        self._copy.clicked.connect(self._copy_secret)
        self._secret.add_beside(self._copy)
        self._where = Note("")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Text(self.tr("The product's new client"), Role.STRONG))
        head.addWidget(self._id, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 14, 16, 14)
        rows.setSpacing(12)
        rows.addLayout(head)
        rows.addWidget(self._secret)
        rows.addWidget(self._where)

    def show_client(self, client: OAuthClient, *, kept: bool) -> None:
        """Show it, and say where its secret is kept."""
        self._client = client
        self._id.setText(client.client_id)
        self._secret.set_text(client.secret.reveal())
        if kept:
            self._where.show_text(
                self.tr("The secret is kept in this computer's keyring. The cloud does not show it again."), Tone.GOOD
            )
        else:
            self._where.show_text(
                self.tr(
                    "This computer has no keyring to keep the secret in. "
                    "Copy it to a safe place now: the cloud does not show it again."
                ),
                Tone.WARN,
            )

    def forget_secret(self) -> None:
        """Nothing secret stays in the field."""
        self._client = None
        self._secret.set_text("")

    def _copy_secret(self) -> None:
        if self._client is None:
            return
        QGuiApplication.clipboard().setText(self._client.secret.reveal())
        self.copied.emit()
        self._copy.set_text(self.tr("Copied"))
        QTimer.singleShot(_COPIED_MS, self._copy, lambda: self._copy.set_text(self.tr("Copy")))
