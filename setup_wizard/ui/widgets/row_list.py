"""A list of rows to choose one from: what the network list and the product list share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from setup_wizard.ui.look.icons import Icon, paint_icon
from setup_wizard.ui.look.theme import current_theme
from setup_wizard.ui.look.tokens import Tokens
from setup_wizard.ui.widgets.painting import rounded_box

ROW_DATA = Qt.ItemDataRole.UserRole
_FRAME_INSET = 2
_RULE_INSET = 14
_CHECK_CENTRE_FROM_END = 27
_FEWEST_ROWS_SHOWN, _MOST_ROWS_SHOWN = 3, 6

Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """A row that can draw itself; `unusable` says why it cannot be chosen, empty if it can."""

    @property
    def text(self) -> str:
        """Its name."""

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""

    @property
    def unusable(self) -> str:
        """Why it cannot be chosen."""

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens, *, selected: bool, mirrored: bool) -> None:
        """Draw what is in the row; its ground is drawn already."""


class RowModel(QAbstractListModel):
    """Rows as they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Row | str | None:
        """The row itself, its text, and what a screen reader says of it."""
        row = self._rows[index.row()]
        answers: dict[int, Row | str] = {
            Qt.ItemDataRole.DisplayRole: row.text,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            ROW_DATA: row,
        }
        return answers.get(role)


class RowDelegate(QStyledItemDelegate):
    """Draws a row's ground, rule and check, then lets the row draw itself."""

    def __init__(self, row_height: int, parent: QObject) -> None:
        super().__init__(parent)
        self._row_height = row_height

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """As wide as the list, never lower than the text."""
        return QSize(0, max(self._row_height, 2 * option.fontMetrics.height() + self._row_height - 34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground by state, then the content."""
        view = option.widget
        if not isinstance(view, RowList):
            raise TypeError("a RowDelegate draws in a RowList only")
        tokens = current_theme().tokens
        rect = QRectF(option.rect)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        selected = view.selected_row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            rounded_box(painter, rect, 8, tokens.accent_soft, tokens.accent_edge, 2)
            self._paint_check(painter, rect, tokens, mirrored=mirrored)
        elif view.hovered_row == index.row():
            edge = tokens.line if tokens.high_contrast else ""
            rounded_box(painter, rect.adjusted(1, 1, -1, -1), 8, tokens.hover, edge, 2)
        if index.row() in view.ruled_rows():
            y = int(rect.bottom()) - 1
            rule = QRectF(rect.left() + _RULE_INSET, y, rect.width() - 2 * _RULE_INSET, 1)
            painter.fillRect(rule, QColor(tokens.line))
        row: Row = index.data(ROW_DATA)
        row.paint(painter, rect, tokens, selected=selected, mirrored=mirrored)
        painter.restore()

    def _paint_check(self, painter: QPainter, rect: QRectF, tokens: Tokens, *, mirrored: bool) -> None:
        x = rect.left() + _CHECK_CENTRE_FROM_END if mirrored else rect.right() - _CHECK_CENTRE_FROM_END
        box = QRectF(x - 9, rect.center().y() - 9, 18, 18)
        paint_icon(painter, Icon.CHECK, box, tokens.accent_edge if tokens.high_contrast else tokens.accent_text)


class RowList(QListView):
    """One frame around the rows; arrows move, Enter takes. Unusable rows are reached, never taken."""

    row_chosen = Signal(int)
    row_taken = Signal(int)

    def __init__(
        self, object_name: str, accessible_name: str, row_height: int = 42, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(accessible_name)
        self.setProperty("ringRadius", 10)
        self._row_height = row_height
        self.hovered_row = -1
        self._rows = RowModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(RowDelegate(row_height, self))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.entered.connect(self._on_entered)
        self.activated.connect(lambda index: self._take(index.row()))
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these; nothing is chosen."""
        self.hovered_row = -1
        self._rows.set_rows(rows)
        self.setMaximumHeight(max(1, len(rows)) * self._height_of_a_row() + 2 * _FRAME_INSET)
        self.updateGeometry()

    def choose(self, row: int) -> None:
        """Choose a row, as an arrow key would."""
        self.setCurrentIndex(self._rows.index(row))

    @property
    def chosen_row(self) -> int:
        """The chosen row; -1 for none, or for one that cannot be used."""
        row = self.selected_row()
        return row if row >= 0 and not self._rows.rows[row].unusable else -1

    def selected_row(self) -> int:
        """The row drawn as selected, usable or not; -1 for none. Getting the focus selects nothing."""
        selected = self.selectionModel().selectedRows()
        return selected[0].row() if selected else -1

    def ruled_rows(self) -> set[int]:
        """The rows with a rule under them: not the last, and none beside the chosen or the hovered row."""
        beside = {edge for row in (self.selected_row(), self.hovered_row) for edge in (row - 1, row)}
        return set(range(self._rows.rowCount() - 1)) - beside

    def sizeHint(self) -> QSize:
        """As high as its rows, up to six of them."""
        shown = min(max(1, self._rows.rowCount()), _MOST_ROWS_SHOWN)
        return QSize(240, shown * self._height_of_a_row() + 2 * _FRAME_INSET)

    def minimumSizeHint(self) -> QSize:
        """Three rows; the rest scrolls."""
        shown = min(max(1, self._rows.rowCount()), _FEWEST_ROWS_SHOWN)
        return QSize(160, shown * self._height_of_a_row() + 2 * _FRAME_INSET)

    def leaveEvent(self, _event: QEvent) -> None:
        """Nothing is hovered any more."""
        self.hovered_row = -1
        self.viewport().update()

    def _height_of_a_row(self) -> int:
        return self.sizeHintForRow(0) if self._rows.rowCount() else self._row_height

    def _on_selection_changed(self) -> None:
        self.viewport().update()
        self.row_chosen.emit(self.selected_row())

    def _on_entered(self, index: QModelIndex) -> None:
        self.hovered_row = index.row()
        self.viewport().update()

    def _take(self, row: int) -> None:
        if not self._rows.rows[row].unusable:
            self.row_taken.emit(row)
