"""Looks for a newer version, where the person wants that: once a day, while nothing is set up, and quietly."""

from __future__ import annotations

import logging
from datetime import date

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout

from setup_wizard import __version__
from setup_wizard.core.cancel import Cancel
from setup_wizard.core.errors import SetupError
from setup_wizard.places import visit_file
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.model import Services
from setup_wizard.ui.settings import looks_for_updates, remember_updates_day, updates_day
from setup_wizard.ui.widgets.buttons import Button, Kind, Size
from setup_wizard.ui.widgets.text import Text
from setup_wizard.ui.wizard import SetupWizard
from setup_wizard.updates import Release, is_newer, newest_release
from setup_wizard.workflow.step import Step

log = logging.getLogger(__name__)


class UpdateCheck(QObject):
    """Asks only on the first page: from the second one on, this computer may be on the Photon's network."""

    def __init__(self, wizard: SetupWizard, feed: str) -> None:
        super().__init__(wizard)
        self._wizard = wizard
        self._model = wizard.model
        self._feed = feed
        self._is_asking = False
        wizard.currentIdChanged.connect(self._on_page_changed)

    def look_if_due(self) -> None:
        """Ask the feed, if that is wanted, was not done today, and nothing else is going on."""
        if looks_for_updates() and updates_day() != _today() and self._is_quiet():
            self._is_asking = True
            self._model.run_beside(self._ask, done=self._on_told, failed=self._on_failed)

    def _is_quiet(self) -> bool:
        """Whether no setup is on its way, and none left this computer on the Photon's network."""
        model = self._model
        begun = not model.is_new and model.facts.device is not None
        return self._is_on_first_page() and not (begun or model.busy or model.beside.busy or visit_file().exists())

    def _is_on_first_page(self) -> bool:
        return self._wizard.current.step is Step.PURPOSE

    def _ask(self, services: Services, cancel: Cancel) -> Release | None:
        """None where the question would go into the Photon's network: whoever joins by hand may be there already."""
        from setup_wizard.workflow.visits import photon_answers

        session = services.session
        if not session.stays_online() and photon_answers(session, cancel):
            return None
        return newest_release(self._feed, cancel)

    def _on_told(self, release: Release | None) -> None:
        self._is_asking = False
        if release is None:
            return
        remember_updates_day(_today())
        if is_newer(release.version, __version__):
            self._wizard.current.pinned.addWidget(UpdateNotice(release))

    def _on_failed(self, problem: SetupError) -> None:
        """Nobody asked for it just now, so nobody has to read about it."""
        self._is_asking = False
        remember_updates_day(_today())
        log.info("looking for a newer version: %s", problem)

    def _on_page_changed(self, page_id: int) -> None:
        if page_id < 0:
            return
        if self._is_asking and not self._is_on_first_page():
            self._is_asking = False
            self._model.beside.cancel()
        self.look_if_due()


class UpdateNotice(QFrame):
    """A line that says which version there is, and opens its page."""

    def __init__(self, release: Release) -> None:
        super().__init__()
        self.setObjectName("update_notice")
        self.setProperty("kind", "info-note")
        self._page = release.page
        sentence = self.tr("Version %1 of this program can be downloaded.").replace("%1", release.version)
        self.setAccessibleName(sentence)
        button = Button("open_download", self.tr("Open its page"), Kind.LINK, size=Size.FLUSH)
        button.clicked.connect(self._open)
        self._text = Text(sentence, Role.SECONDARY)
        cells = QHBoxLayout(self)
        cells.setContentsMargins(13, 1, 13, 1)
        cells.setSpacing(10)
        cells.addWidget(self._text, 1)
        cells.addWidget(button)

    def _open(self) -> None:
        if not QDesktopServices.openUrl(QUrl(self._page)):
            self._text.setText(self._page)


def _today() -> str:
    return date.today().isoformat()
