"""A product's OAuth client: its id and its secret."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from setup_wizard.core.secret import Secret
from setup_wizard.ui.pages.form import Form
from setup_wizard.ui.widgets.fields import Field, PasswordField


class ClientForm(Form):
    """The secret may be left empty: then the one that is kept on this computer is taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id_field = Field(
            "client_id", self.tr("Client id"), self.tr("Of a client made in the product's own Authentication page.")
        )
        self.secret_field = PasswordField(
            "client_secret", self.tr("Client secret"), self.tr("Empty takes the one kept on this computer.")
        )
        self.add(self.id_field, self.tr("Type the id of the product's client."))
        self.add(self.secret_field)

    @property
    def client_id(self) -> str:
        """As typed, without the spaces around it."""
        return self.id_field.text.strip()

    @property
    def secret(self) -> Secret:
        """As typed; empty to take the one that is kept."""
        return Secret(self.secret_field.text.strip())

    def refused(self) -> str:
        """What to say under the secret when the cloud, or the keyring, does not know this pair."""
        if not self.secret_field.text:
            return self.tr("No secret of this client is kept here. Type it.")
        return self.tr("The id or the secret is not right, or it is no two-legged client of the product.")
