"""Giving a returned device back, or to somebody else: look first, then ask, then change, then look again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from setup_wizard.core.account import TokenKind
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.device import DeviceId, parse_device_id
from setup_wizard.core.errors import Reason, SetupError
from setup_wizard.ui.keeping import given_or_kept_client
from setup_wizard.ui.model import Services, SetupModel
from setup_wizard.ui.pages.form import complain
from setup_wizard.ui.pages.page import Footer, StepPage
from setup_wizard.ui.pages.restore_forms import FoundView
from setup_wizard.ui.restore_question import RestoreQuestion
from setup_wizard.ui.restore_words import change_word, changed_word, listed
from setup_wizard.ui.settings import last_client_id, last_product
from setup_wizard.ui.widgets.checklist import CheckItem, Checklist, CheckState
from setup_wizard.ui.widgets.fields import Field
from setup_wizard.ui.widgets.view_stack import ViewStack
from setup_wizard.workflow.customer import use_customer
from setup_wizard.workflow.facts import Facts
from setup_wizard.workflow.news import Change, ChangeNews, ChangeState, News
from setup_wizard.workflow.product import choose_product, keep_client_of
from setup_wizard.workflow.restore import NewOwner, Place, Plan, Report, changes_for, look, restore
from setup_wizard.workflow.step import Step

_FORM, _FOUND, _WORKING = range(3)
_STATES = {
    ChangeState.STARTED: CheckState.NOW,
    ChangeState.DONE: CheckState.DONE,
    ChangeState.FAILED: CheckState.FAILED,
}


class Found(NamedTuple):
    """A device, and where it is."""

    facts: Facts
    device_id: DeviceId
    place: Place


class Ended(NamedTuple):
    """How it went, and for whom."""

    facts: Facts
    report: Report


class RestorePage(StepPage):
    """One page, because it is one thing to a person; nothing is changed before the last digits were typed."""

    step = Step.RESTORE

    def __init__(self, model: SetupModel) -> None:
        super().__init__(model)
        self._place: Place | None = None
        self._plan: Plan | None = None
        self._customer = ""
        self._done: tuple[Change, ...] = ()
        self._changes: dict[Change, CheckState] = {}
        self._views = ViewStack()
        # Before it gets its widgets, for without a parent it shows the first one as a window of its own.
        self.lines.addLayout(self._views)
        self._found = FoundView()
        self._found.change_clicked.connect(self._ask)
        self._found.bar.hide()
        self.pinned.addWidget(self._found.bar)
        self._checklist = Checklist()
        self._views.addWidget(self._form_view())
        self._views.addWidget(self._found)
        self._views.addWidget(_at_top(self._checklist))
        model.signed_out.connect(lambda: self._product.set_text(""))

    def footer(self) -> Footer:
        """Looking is harmless; what changes something has its button beside the choice."""
        view = self._views.currentIndex()
        if self.has_problem:
            return Footer(primary="", leave=self.tr("Quit"))
        if view == _WORKING:
            return Footer(primary="", leave=self.tr("Stop"), back=False)
        found = view == _FOUND
        return Footer(
            primary="" if found else self.tr("Look it up"),
            leave=self.tr("Quit"),
            secondary=self.tr("Another device") if found else "",
        )

    def enter(self) -> None:
        """Look at once, if it is known which device."""
        facts = self.model.facts
        self._plan, self._done, self._changes = None, (), {}
        self._id.set_text(facts.expected_device_id or self._id.text)
        self._product.setVisible(facts.token_kind is TokenKind.PRODUCT)
        ref = facts.product.ref if facts.product else self.model.options.product or last_product()
        self._product.set_text(self._product.text or ref)
        self._show_view(_FORM)
        if facts.expected_device_id and (self._product.text or facts.token_kind is TokenKind.DEVELOPER):
            self.submit()

    def submit(self) -> None:
        """Find out where the device is."""
        if self.busy or self._views.currentIndex() != _FORM:
            return
        try:
            device_id = parse_device_id(self._id.text)
        except SetupError:
            complain(self._id, self.tr("An id has 24 characters, each a digit or a letter from A to F."))
            return
        by_product = self.model.facts.token_kind is TokenKind.PRODUCT
        ref = self._product.text.strip() if by_product else self.model.options.product or ""
        if by_product and not ref:
            complain(self._product, self.tr("Type the product's number or short name."))
            return

        def work(services: Services, _say: object, cancel: Cancel) -> Found:
            facts = self.model.facts
            if ref:
                facts = choose_product(services.session, facts, ref, cancel)
            elif not by_product:
                facts = replace(facts, product=None)
            place = look(services.session, facts, device_id, cancel)
            if place.product is not None and not by_product:
                keep_client_of(services.session, place.product)
            return Found(facts, device_id, place)

        self.run(self.tr("Looking for the device..."), work, self._on_found)

    def secondary(self) -> None:
        """Another device."""
        self._id.set_text("")
        self._show_view(_FORM)
        self.focus_first()

    def try_again(self) -> None:
        """Go on with what is left to do; or look once more."""
        self.show_content()
        if self._plan is not None:
            self._start()
        else:
            self.submit()

    def edit(self) -> None:
        """Back to what was typed."""
        self.show_content()
        self.focus_first()

    def explain(self, error: SetupError) -> bool:
        """What is wrong with what was typed is said under its field."""
        if error.reason is Reason.PRODUCT_NOT_FOUND and self._views.currentIndex() == _FORM:
            self._product.show()
            complain(self._product, self.tr("There is no such product, or whoever is signed in may not see it."))
            return True
        if error.reason is Reason.SIGN_IN_REFUSED and self._plan is not None:
            self._plan = None
            self._show_view(_FOUND)
            self._say_what_is_done()
            complain(self._found.client.secret_field, self._found.client.refused())
            return True
        return False

    def stop_instead_of_leaving(self) -> bool:
        """The first press stops what is going on."""
        if self._views.currentIndex() != _WORKING or not self.busy:
            return False
        self.interrupt()
        return True

    def interrupt(self) -> None:
        """Stop; what is changed stays changed, and can be gone on with."""
        working = self._plan is not None and self.busy
        self.stop_job()
        if working:
            self.show_problem(SetupError(Reason.CANCELLED))

    def show_problem(self, error: SetupError) -> None:
        """With what was changed before it."""
        items = self._items() if self._plan is not None else []
        self.trouble.set_so_far(items)
        if self._plan is not None:
            self._say_what_is_done()
        super().show_problem(error)

    def _say_what_is_done(self) -> None:
        if done := self._all_done():
            sentence = self.tr("Done already: %1. Trying again goes on from there.")
            self.header.set_sentence(sentence.replace("%1", listed(map(changed_word, done))))

    @property
    def is_half_done(self) -> bool:
        """Whether the device was changed, and something stands in the way of the rest."""
        return self.has_problem and bool(self._all_done())

    def leave(self) -> None:
        """The next device is another one and somebody else's, and nothing secret stays in the fields."""
        self._id.set_text("")
        self._found.forget()

    def focus_first(self) -> None:
        """The id, or the choice."""
        view = self._views.currentIndex()
        if view == _FORM:
            self._id.setFocus()
        elif view == _FOUND:
            self._found.focus_first()
        else:
            self.header.focus_title()

    def _on_found(self, found: Found) -> None:
        facts = replace(found.facts, expected_device_id=found.device_id)
        self.model.set_facts(facts)
        self._place = found.place
        self._found.show_place(found.device_id, found.place, has_account=facts.token_kind is TokenKind.DEVELOPER)
        client_id = self._found.client.id_field
        if found.place.product is not None and not client_id.text:
            client_id.set_text(self.model.given_client_id or last_client_id(found.place.product.ref))
        self._show_view(_FOUND)
        self.focus_first()

    def _ask(self) -> None:
        plan, place = self._found.plan, self._place
        if plan is None or place is None or self.busy:
            return
        changes = changes_for(plan, place, self._found.customer)
        question = RestoreQuestion(
            self.window(), plan.device_id, changes, self._found.verb, customer=self._found.customer
        )
        question.confirmed.connect(self._on_confirmed)
        question.open()

    def _on_confirmed(self) -> None:
        # Not every system gives the keyboard back to the window by itself.
        self.window().activateWindow()
        self._plan, self._customer = self._found.plan, self._found.customer
        self._done, self._changes = (), {}
        self._start()

    def _start(self) -> None:
        plan, place, customer = self._plan, self._place, self._customer
        if plan is None or place is None:
            return
        self._done = self._all_done()
        self._changes = dict.fromkeys(changes_for(plan, place, customer), CheckState.WAITING)
        self._checklist.set_items(self._items())
        self._show_view(_WORKING)
        client_id, secret, earlier = self._found.client.client_id, self._found.client.secret, self._done

        def work(services: Services, say: Callable[[News], None], cancel: Cancel) -> Ended:
            session, facts = services.session, self.model.facts
            if plan.new_owner is NewOwner.CUSTOMER:
                session.client = given_or_kept_client(services, client_id, secret)
                facts = use_customer(session, replace(facts, product=place.product), customer, cancel)
            return Ended(facts, restore(session, facts, plan, say, cancel, earlier=earlier))

        self.run(self.tr("Changing it in the cloud..."), work, self._on_ended, self._on_news)

    def _on_news(self, news: News) -> None:
        if isinstance(news, ChangeNews):
            self._changes[news.change] = _STATES[news.state]
            self._checklist.set_items(self._items())
            self.model.add_line(f"{change_word(news.change)}: {news.state.value}")

    def _on_ended(self, ended: Ended) -> None:
        report = ended.report
        self._place = report.after or report.before
        if report.reason is not Reason.RESTORED:
            self.show_problem(report.failure or SetupError(report.reason))
            return
        product = report.after.product if report.after else None
        self.model.report = replace(report, done=self._all_done())
        self.model.set_facts(
            replace(ended.facts, product=product or report.before.product or ended.facts.product).with_proof(
                Reason.RESTORED
            )
        )
        self.passed.emit()

    def _all_done(self) -> tuple[Change, ...]:
        """What was changed, in this run and in those before it."""
        now = [change for change, state in self._changes.items() if state is CheckState.DONE]
        return (*self._done, *(change for change in now if change not in self._done))

    def _items(self) -> list[CheckItem]:
        return [CheckItem(changed_word(change), state) for change, state in self._changes.items()]

    def _show_view(self, view: int) -> None:
        self._views.setCurrentIndex(view)
        self._found.bar.setVisible(view == _FOUND)
        sentences = {
            _FORM: self.tr("Its id is on the label, and in the console."),
            _FOUND: self.tr("Nothing is changed yet."),
            _WORKING: self.tr("Each step is done in the cloud. The device itself may be switched off."),
        }
        self.set_header(self.tr("Restore a returned device"), sentences[view])
        self.show_content()

    def _form_view(self) -> QWidget:
        self._id = Field(
            "restore_id", self.tr("Device ID"), self.tr("24 digits and letters from A to F. A scanner can type it.")
        )
        self._product = Field("restore_product", self.tr("Product"), self.tr("Its number or its short name."))
        view = QWidget()
        rows = QVBoxLayout(view)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(14)
        for field in (self._id, self._product):
            field.submitted.connect(self.submit)
            rows.addWidget(field)
        rows.addStretch(1)
        return view


def _at_top(widget: QWidget) -> QWidget:
    view = QWidget()
    rows = QVBoxLayout(view)
    rows.setContentsMargins(0, 8, 0, 0)
    rows.addWidget(widget)
    rows.addStretch(1)
    return view
