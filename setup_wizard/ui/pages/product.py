"""The product the device shall be in: from the team's list, or by its number or short name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.account import TokenKind
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.core.product import Product
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.model import SetupModel
from setup_wizard.ui.pages.form import complain
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.product_words import product_row
from setup_wizard.ui.settings import last_product, remember_client_id, remember_product
from setup_wizard.ui.ways_out import Action
from setup_wizard.ui.widgets.buttons import Button, Kind, Size
from setup_wizard.ui.widgets.empty_state import EmptyState
from setup_wizard.ui.widgets.fields import Field
from setup_wizard.ui.widgets.filter_field import FilterField
from setup_wizard.ui.widgets.flow import FlowLayout
from setup_wizard.ui.widgets.note import Note, Tone
from setup_wizard.ui.widgets.row_list import RowList
from setup_wizard.ui.widgets.text import Text, hug
from setup_wizard.ui.widgets.tile_row import TILE_ROW_HEIGHT
from setup_wizard.ui.widgets.view_stack import ViewStack
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.product import choose_product, list_products
from setup_wizard.workflow.step import Step

_LIST, _EMPTY, _TYPED = range(3)


class ProductPage(StepPage):
    """The list for a team member; for who signed in otherwise a field, as the cloud tells them no list."""

    step = Step.PRODUCT

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self._products: tuple[Product, ...] = ()
        self._found: tuple[Product, ...] = ()
        self._listed_for: str | None = None
        self._views = ViewStack()
        # Before it gets its widgets, for without a parent it shows the first one as a window of its own.
        self.lines.addLayout(self._views)
        self._views.addWidget(self._list_view())
        self._views.addWidget(self._empty_view())
        self._views.addWidget(self._typed_view())
        model.busy_changed.connect(self._offer_to_list)

    def footer(self) -> Footer:
        """One verb, once there is something to choose."""
        nothing = self.has_problem or self._views.currentIndex() == _EMPTY
        return Footer(primary="" if nothing else self.tr("Use this product"), leave=self.tr("Stop setup"))

    def enter(self) -> None:
        """List the products, if somebody is signed in who has a list."""
        self.show_content()
        if not self._typed.text:
            self._typed.set_text(self._wanted())
        if self.model.facts.token_kind is not TokenKind.DEVELOPER:
            self._tray_typed.setVisible(self.model.facts.imports)
            self._show_view(_TYPED)
        elif self._listed_for != self.model.facts.username:
            self._list_products()
        else:
            self._show_list()

    def come_back(self) -> None:
        """As it was left; the list, if the page was only passed by."""
        if self.model.facts.token_kind is TokenKind.DEVELOPER and self._listed_for is None:
            self._list_products()

    def try_again(self) -> None:
        """List again, or choose again."""
        self.show_content()
        if self._listed_for is None and self.model.facts.token_kind is TokenKind.DEVELOPER:
            self._list_products()
        else:
            self.submit()

    def submit(self) -> None:
        """Take the chosen product, or look up the typed one."""
        if self.busy:
            return
        ref = self._chosen_ref()
        if not ref:
            self._complain(self.tr("Choose a product, or type its number."))
            return
        self.run(
            self.tr("Looking up the product..."),
            lambda services, _say, cancel: choose_product(services.session, self.model.facts, ref, cancel),
            self._on_chosen,
        )

    def _import_tray(self) -> None:
        """A whole tray of devices, once it is known into which product."""
        ref = self._chosen_ref()
        if self.busy or not ref:
            self._complain(self.tr("Choose first into which product."))
            return
        self.run(
            self.tr("Looking up the product..."),
            lambda services, _say, cancel: choose_product(services.session, self.model.facts, ref, cancel),
            self._open_tray,
        )

    def _open_tray(self, facts: Facts) -> None:
        from setup_wizard.ui.tray_dialog import TrayDialog

        TrayDialog(self.window(), self.model, facts).open()

    def edit(self) -> None:
        """Back to the list."""
        self.show_content()
        self.focus_first()

    def explain(self, error: SetupError) -> bool:
        """A product that is not there, or not for Photons, is said beside where it was chosen; nothing is changed."""
        if error.reason is Reason.PRODUCT_NOT_FOUND:
            by_client = self.model.facts.token_kind is TokenKind.PRODUCT
            self._complain(
                self.tr("There is no such product, or this client is another product's.")
                if by_client
                else self.tr("There is no such product, or you may not see it.")
            )
        elif error.reason is Reason.WRONG_PLATFORM:
            self._complain(self.tr("This product is for another kind of device, neither for Photons nor for P1s."))
        else:
            return False
        return True

    def focus_first(self) -> None:
        """Where typing narrows down the list, or names the product."""
        view = self._views.currentIndex()
        (self._typed if view == _TYPED else self._by_number if view == _EMPTY else self._filter).setFocus()

    def _list_products(self) -> None:
        self._listed_for, self._products = None, ()
        self._show_view(_LIST)
        self._narrow_down(self._filter.text())
        self.run(
            self.tr("Asking for your products..."),
            lambda services, _say, cancel: list_products(services.session, cancel),
            self._on_listed,
        )

    def _on_listed(self, products: tuple[Product, ...]) -> None:
        self._listed_for = self.model.facts.username
        self._products = products
        self._again.hide()
        self._filter.clear()
        self._show_list()
        self.focus_first()

    def _offer_to_list(self, busy: bool) -> None:
        """Whoever stopped the asking, or where it failed, may ask again."""
        self._again.setVisible(not busy and self._listed_for is None)

    def _show_list(self) -> None:
        self._show_view(_LIST if self._products else _EMPTY)
        self._narrow_down(self._filter.text())

    def _show_view(self, view: int) -> None:
        self._views.setCurrentIndex(view)
        self._sentence(view)
        self.footer_changed.emit()

    def _sentence(self, view: int) -> None:
        listed = view == _LIST
        self.set_header(
            self.tr("Which product is it for?"),
            self.tr("Only products you may add devices to are listed.")
            if listed
            else self.tr("Its number or its short name says which one."),
        )

    def _narrow_down(self, text: str) -> None:
        """Only the products whose name, number or short name holds the text."""
        sought = text.strip().casefold()
        self._remark.hide()
        self._found = tuple(
            product
            for product in self._products
            if sought in f"{product.name}\n{product.slug}\n{product.ref}".casefold()
        )
        self._list.set_rows([product_row(each, place, len(self._found)) for place, each in enumerate(self._found, 1)])
        self._list.setVisible(bool(self._found))
        is_listed = self._listed_for is not None
        self._nothing.setVisible(is_listed and not self._found)
        self._clear.setVisible(bool(sought))
        self._count.setText(self.tr("Products: %1").replace("%1", str(len(self._found))) if is_listed else "")
        row = self._preferred_row()
        if row >= 0:
            self._list.choose(row)

    def _preferred_row(self) -> int:
        """The one named or used before; the only one; what the whole filter names."""
        wanted = self._filter.text().strip() or self._wanted()
        rows = [row for row, product in enumerate(self._found) if wanted in (product.ref, product.slug)]
        return rows[0] if rows else 0 if len(self._found) == 1 else -1

    def _wanted(self) -> str:
        facts = self.model.facts
        return facts.product.ref if facts.product else self.model.options.product or last_product()

    def _chosen_ref(self) -> str:
        if self._views.currentIndex() == _TYPED:
            return self._typed.text.strip()
        row = self._list.selected_row()
        return self._found[row].ref if row >= 0 else self._filter.text().strip()

    def _complain(self, sentence: str) -> None:
        if self._views.currentIndex() == _TYPED:
            complain(self._typed, sentence)
            return
        self._remark.show_text(sentence, Tone.BAD)
        self._remark.show()
        self.status.say("")
        self._filter.setFocus()

    def _on_chosen(self, facts: Facts) -> None:
        self.model.set_facts(facts)
        if facts.product is not None:
            remember_product(facts.product.ref)
            if facts.token_kind is TokenKind.PRODUCT and facts.username:
                remember_client_id(facts.product.ref, facts.username)
        self.passed.emit()

    def _type_a_number(self) -> None:
        self._show_view(_TYPED)
        self._typed.setFocus()

    def _list_view(self) -> QWidget:
        self._remark = Note("", Tone.BAD)
        self._remark.hide()
        self._filter = FilterField("product_filter", self.tr("Filter by name or number"))
        self._filter.textChanged.connect(self._narrow_down)
        self._filter.returnPressed.connect(self.submit)
        self._list = RowList("products", self.tr("Products"), TILE_ROW_HEIGHT)
        self._list.row_taken.connect(lambda _row: self.submit())
        self._list.row_chosen.connect(lambda _row: self._remark.hide())
        self._filter.list_wanted.connect(self._list.setFocus)
        self._nothing = Text(self.tr("Nothing in the list matches. It is looked up by number or short name."))
        self._again = Button("list_again", self.tr("List again"), size=Size.SMALL, icon=Icon.REFRESH)
        self._again.clicked.connect(self._list_products)
        self._again.hide()
        self._clear = Button("clear_filter", self.tr("Clear filter"), Kind.LINK, size=Size.FLUSH)
        self._clear.clicked.connect(self._filter.clear)
        self._count = Text("", Role.SECONDARY, wrap=False)
        differently = Button("another_account", self.tr("Sign in with another account"), Kind.LINK, size=Size.FLUSH)
        differently.clicked.connect(lambda: self.action_requested.emit(Action.SIGN_IN_AGAIN))
        links = QWidget()
        hug(links)
        flow = FlowLayout(links, gap=16)
        self._count.setMinimumHeight(differently.sizeHint().height())
        for link in (self._count, self._clear, self._tray_button("import_tray"), differently):
            flow.addWidget(link)
        view = QWidget()
        rows = QVBoxLayout(view)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        for widget in (self._filter, self._remark, self._list, self._nothing):
            rows.addWidget(widget)
        rows.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(links)
        rows.addStretch(1)
        return view

    def _empty_view(self) -> QWidget:
        differently = Button("another_account_empty", self.tr("Sign in differently"))
        differently.clicked.connect(lambda: self.action_requested.emit(Action.SIGN_IN_AGAIN))
        self._by_number = Button("type_product", self.tr("Type its number"))
        self._by_number.clicked.connect(self._type_a_number)
        return EmptyState(
            Icon.BOX,
            self.tr("This account has no products"),
            self.tr("A product's owner can add you to its team. A product of an organisation has to be typed."),
            [self._by_number, differently],
        )

    def _typed_view(self) -> QWidget:
        self._typed = Field(
            "product_typed", self.tr("Product"), self.tr("Its number, or its short name in the console's address.")
        )
        self._typed.submitted.connect(self.submit)
        view = QWidget()
        rows = QVBoxLayout(view)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(16)
        rows.addWidget(self._typed)
        self._tray_typed = self._tray_button("import_tray_typed")
        rows.addWidget(self._tray_typed, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        return view

    def _tray_button(self, object_name: str) -> Button:
        button = Button(object_name, self.tr("Import a tray of devices..."), Kind.LINK, size=Size.FLUSH)
        button.clicked.connect(self._import_tray)
        return button
