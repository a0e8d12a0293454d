"""The ways to sign in, each with its fields; which of them there are depends on what the person came for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from setup_wizard.core.errors import Reason
from setup_wizard.ui.pages.client_form import ClientForm
from setup_wizard.ui.pages.form import Form
from setup_wizard.ui.widgets.buttons import Button, Kind, Size
from setup_wizard.ui.widgets.fields import Field, PasswordField
from setup_wizard.ui.widgets.segmented import Segmented
from setup_wizard.workflow.facts import Purpose

F = TypeVar("F", bound=Form)

_ACCOUNT_PAGE = "https://login.particle.io/"


class Way(Enum):
    """How somebody signs in."""

    ACCOUNT = auto()
    TOKEN = auto()
    CLIENT = auto()
    """As the product, by its two-legged OAuth client."""
    CUSTOMER = auto()
    """As a customer with a password (simple auth)."""


_FOR_ONESELF = (Way.ACCOUNT, Way.TOKEN)
_FOR_A_PRODUCT = (Way.ACCOUNT, Way.TOKEN, Way.CLIENT)
_WAYS: Mapping[Purpose, Sequence[Way]] = MappingProxyType(
    {
        Purpose.OWN_ACCOUNT: _FOR_ONESELF,
        Purpose.WIFI_ONLY: _FOR_ONESELF,
        Purpose.PRODUCT_DEVICE: _FOR_A_PRODUCT,
        Purpose.RESTORE: _FOR_A_PRODUCT,
        Purpose.CUSTOMER: (*_FOR_A_PRODUCT, Way.CUSTOMER),
    }
)


class AccountForm(Form):
    """A person's own account."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.email = Field("email", self.tr("Email"))
        self.password = PasswordField("password", self.tr("Password"))
        reset = Button("reset_password", self.tr("Reset password"), Kind.LINK, size=Size.FLUSH)
        reset.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(_ACCOUNT_PAGE)))
        self.lines.setSpacing(18)
        self.add(self.email, self.tr("Type the email address of your account."))
        self.add(self.password, self.tr("Type your password."))
        self.lines.addSpacing(-14)
        self.lines.addWidget(reset, 0, Qt.AlignmentFlag.AlignLeft)


class TokenForm(Form):
    """A token somebody has; whose, the cloud tells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.token = PasswordField("token", self.tr("Access token"))
        self.add(self.token, self.tr("Paste a token."))

    def show_for(self, purpose: Purpose) -> None:
        """Say whose token will do."""
        hints = {
            Purpose.PRODUCT_DEVICE: self.tr("A team member's token, or the product's own."),
            Purpose.RESTORE: self.tr("A team member's token, or the product's own."),
            Purpose.CUSTOMER: self.tr("A team member's token, the product's own, or the customer's."),
            Purpose.WIFI_ONLY: self.tr("A token of whoever owns the Photon."),
        }
        self.token.set_hint(hints.get(purpose, self.tr("A token of your own account.")))


class CustomerForm(Form):
    """A product's customer who has a password."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.product = Field("customer_product", self.tr("Product"), self.tr("Its number or its short name."))
        self.email = Field("customer_email", self.tr("Customer's email"))
        self.password = PasswordField(
            "customer_password", self.tr("Customer's password"), self.tr("Signs up who is new, and logs in who is not.")
        )
        self.add(self.email, self.tr("Type the customer's email address."))
        self.add(self.password, self.tr("Type the customer's password."))
        self.add(self.product, self.tr("Type the product's number or short name."))


class CodeForm(Form):
    """The digits of an authenticator app."""

    differently = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = Field("one_time_code", self.tr("Code"), self.tr("Six digits. Leading zeros count."))
        self.code.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        differently = Button("sign_in_differently", self.tr("Sign in differently"), Kind.LINK, size=Size.FLUSH)
        differently.clicked.connect(self.differently)
        self.add(self.code, self.tr("Type the code your authenticator app shows."))
        self.lines.addWidget(differently, 0, Qt.AlignmentFlag.AlignLeft)

    def forget_secrets(self) -> None:
        """A code is good once."""
        self.code.set_text("")


class SignInForms(QWidget):
    """A switch between the ways, and the fields of the chosen one; or those for the code, alone."""

    submitted = Signal()
    way_chosen = Signal()
    differently = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways: Sequence[Way] = ()
        self._switch: Segmented | None = None
        self._forms: list[Form] = []
        self._asks_code = False
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(14)

    @cached_property
    def account(self) -> AccountForm:
        """Made, as all of them, when it is first needed: most people need one."""
        return self._made(AccountForm())

    @cached_property
    def token(self) -> TokenForm:
        """For a token of any kind."""
        return self._made(TokenForm())

    @cached_property
    def customer(self) -> CustomerForm:
        """Shown with the client's."""
        return self._made(CustomerForm())

    @cached_property
    def client(self) -> ClientForm:
        """For the product, and for its customers."""
        return self._made(ClientForm())

    @cached_property
    def code(self) -> CodeForm:
        """Shown alone."""
        form = self._made(CodeForm())
        form.differently.connect(self.differently)
        return form

    @property
    def ways(self) -> Sequence[Way]:
        """The ways that are offered."""
        return self._ways

    @property
    def way(self) -> Way:
        """The chosen way."""
        return self._ways[self._switch.index] if self._switch is not None else Way.ACCOUNT

    def choose(self, way: Way) -> None:
        """Choose a way, if it is offered."""
        if self._switch is not None and way in self._ways:
            self._switch.choose(self._ways.index(way))

    def offer(self, purpose: Purpose) -> None:
        """The ways for this purpose; the one chosen before stays if it is among them."""
        self.token.show_for(purpose)
        if _WAYS[purpose] == self._ways:
            return
        before, self._ways = self.way, _WAYS[purpose]
        if self._switch is not None:
            self._switch.hide()
            self._switch.deleteLater()
        self._switch = Segmented("sign_in_way", [self._word(way) for way in self._ways])
        self._rows.insertWidget(0, self._switch)
        self.choose(before)
        self._switch.chosen.connect(self._on_chosen)
        self._show()

    def ask_for_code(self, asks: bool) -> None:
        """Only the code, or the ways again; a code is for the question it was typed for."""
        if not asks and "code" in vars(self):
            self.code.forget_secrets()
        self._asks_code = asks
        self._show()

    def is_complete(self) -> bool:
        """Whether nothing is missing; what is, is said under its field."""
        return all(form.is_complete() for form in self._shown())

    def focus_first(self) -> None:
        """The first empty field."""
        self._shown()[0].focus_first()

    @property
    def holds_secret(self) -> bool:
        """Whether somebody began to sign in anew."""
        return any(form.holds_secret for form in self._forms)

    @property
    def edited(self) -> bool:
        """Whether somebody changed what was filled in."""
        return any(line.isModified() for line in self.findChildren(QLineEdit))

    def forget_secrets(self) -> None:
        """Nothing secret stays in the fields."""
        for form in self._forms:
            form.forget_secrets()

    def start_anew(self) -> None:
        """For somebody else: the first way, and nothing in the fields."""
        for form in self._forms:
            form.clear()
        if self._ways:
            self.choose(self._ways[0])

    def refusal(self, reason: Reason, purpose: Purpose | None) -> tuple[Field, str] | None:
        """The field that a refusal is about, and what to say under it; None where it is about none of them."""
        if self._asks_code:
            sentence = self.tr("This code is not right, or has run out. Type the one shown now.")
            return (self.code.code, sentence) if reason is Reason.ONE_TIME_CODE_REFUSED else None
        if reason is Reason.WRONG_TOKEN_KIND:
            return self._secret_field(), self._wrong_kind(purpose)
        if reason is Reason.SIGN_IN_REFUSED and self.way is not Way.TOKEN:
            return self._secret_field(), self._not_right()
        if self.way is Way.CUSTOMER and reason is Reason.CUSTOMER_REFUSED:
            return self.customer.password, self.tr("This customer exists, with another password.")
        if self.way is Way.CUSTOMER and reason is Reason.PRODUCT_NOT_FOUND:
            return self.customer.product, self.tr("There is no such product, or the client is another product's.")
        return None

    def _secret_field(self) -> Field:
        if self.way is Way.TOKEN:
            return self.token.token
        if self.way is Way.CLIENT:
            return self.client.secret_field
        return self.customer.password if self.way is Way.CUSTOMER else self.account.password

    def _not_right(self) -> str:
        if self.way is Way.CLIENT:
            return self.client.refused()
        if self.way is Way.CUSTOMER:
            return self.tr("The customer's password, or the product's client below, is not right.")
        return self.tr("The email or the password is not right. Try again.")

    def _wrong_kind(self, purpose: Purpose | None) -> str:
        """Which kind of sign-in is needed instead."""
        if self.way is Way.CLIENT:
            return self.tr("This client cannot act for the product. Make a two-legged one in the product itself.")
        if self.way is Way.CUSTOMER:
            return self.tr("This client cannot make customers. Use one made in the product itself.")
        if purpose is Purpose.CUSTOMER:
            return self.tr("It is of no use here. Use a team member's token, the product's, or its customer's.")
        if purpose in (Purpose.PRODUCT_DEVICE, Purpose.RESTORE):
            return self.tr("It belongs to a customer. Use a team member's token, or the product's own.")
        return self.tr("It belongs to a product or to a customer. Use one of your own account.")

    def _shown(self) -> Sequence[Form]:
        if self._asks_code:
            return (self.code,)
        if self.way is Way.TOKEN:
            return (self.token,)
        if self.way is Way.CLIENT:
            return (self.client,)
        return (self.customer, self.client) if self.way is Way.CUSTOMER else (self.account,)

    def _made(self, form: F) -> F:
        form.hide()
        form.submitted.connect(self.submitted)
        self._forms.append(form)
        # The client belongs below the customer, whichever is made first.
        self._rows.insertWidget(1 if isinstance(form, CustomerForm) else -1, form)
        return form

    def _on_chosen(self, _index: int) -> None:
        self._show()
        self.way_chosen.emit()

    def _show(self) -> None:
        shown = self._shown()
        for form in self._forms:
            form.setVisible(form in shown)
        if self._switch is not None:
            self._switch.setVisible(not self._asks_code)

    def _word(self, way: Way) -> str:
        if way is Way.ACCOUNT:
            return self.tr("Team account") if len(self._ways) > len(_FOR_ONESELF) else self.tr("Email and password")
        return {
            Way.TOKEN: self.tr("Access token"),
            Way.CLIENT: self.tr("Product client"),
            Way.CUSTOMER: self.tr("Customer"),
        }[way]
