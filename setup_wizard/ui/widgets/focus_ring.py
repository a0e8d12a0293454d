"""The ring around what the keyboard is on: one overlay for the whole window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPaintEvent, QWindow
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QPlainTextEdit, QWidget

from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.widgets.painting import painting, rounded_box

_GAP, _WIDTH = 2, 2
_DEFAULT_RADIUS = 8
_SHOW_THEIR_OWN = (QLineEdit, QPlainTextEdit)


class FocusRing(QWidget):
    """Follows the focus while the keyboard is in use; a press of the mouse hides it until the next key.

    Style sheets cannot draw outside a control, hence the overlay. A widget with rounder corners says so with the
    property `ringRadius`.
    """

    def __init__(self, window: QWidget, app: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._native: QWindow | None = None
        self._by_keyboard = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        window.installEventFilter(self)
        if window.isVisible():
            self._watch_native()
        app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, app.focusWidget())

    @property
    def target(self) -> QWidget | None:
        """What the ring is around; None while it is hidden."""
        return self._target if self.isVisible() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn from the native window which device is in use, and from the target's ancestors where it is."""
        kind = event.type()
        if watched is self._window and kind == QEvent.Type.Show:
            self._watch_native()
        elif watched is self._native and kind in (
            QEvent.Type.KeyPress,
            QEvent.Type.MouseButtonPress,
            QEvent.Type.TouchBegin,
        ):
            self._by_keyboard = kind == QEvent.Type.KeyPress
            self._place()
        elif kind in (
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Show,
            QEvent.Type.Hide,
            QEvent.Type.EnabledChange,
        ):
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring around the target, cut off where the target's scroll area ends."""
        if self._target is None:
            return
        ring = QRectF(self._ring_of(self._target).translated(-self.pos()))
        radius = self._target.property("ringRadius") or _DEFAULT_RADIUS
        with painting(self) as painter:
            rounded_box(painter, ring, radius + _GAP + _WIDTH, "", current_theme().tokens.accent_edge, _WIDTH)

    def _watch_native(self) -> None:
        self._native = self._window.windowHandle()
        self._native.installEventFilter(self)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for watched in self._watched:
            watched.removeEventFilter(self)
        self._watched = []
        self._target = None
        if new is not None and new.window() is self._window and _wants_ring(new):
            self._target = new
            widget: QWidget | None = new
            while widget is not None and widget is not self._window:
                widget.installEventFilter(self)
                self._watched.append(widget)
                widget = widget.parentWidget()
        self._place()

    def _place(self) -> None:
        if self._target is None or not self._by_keyboard or not self._target.isVisible():
            self.hide()
            return
        self.setGeometry(self._ring_of(self._target).intersected(self._visible_part()))
        self.raise_()
        self.show()
        self.update()

    def _ring_of(self, widget: QWidget) -> QRect:
        out = _GAP + _WIDTH
        return QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size()).adjusted(-out, -out, out, out)

    def _visible_part(self) -> QRect:
        visible = self._window.rect()
        for ancestor in self._watched:
            area = ancestor.parentWidget()
            if isinstance(area, QAbstractScrollArea) and ancestor is area.viewport():
                visible &= QRect(ancestor.mapTo(self._window, QPoint(0, 0)), ancestor.size())
        return visible


def _wants_ring(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and not isinstance(widget, _SHOW_THEIR_OWN)
