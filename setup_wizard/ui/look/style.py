"""The one style sheet. A widget says what it is by the properties `kind`, `tone`, `buttonSize`, never by its name."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from setup_wizard.ui.look.fonts import TEXT_STYLES, Role, point_size
from setup_wizard.ui.look.tokens import Tokens

TEXT_TONES = ("text", "text2", "good", "warn", "bad", "disabled")
_SECONDARY_ROLES = (Role.SECONDARY, Role.SECONDARY_STRONG)


def control_height(at_least: int = 36) -> int:
    """The height of a control in px: never less than its text needs."""
    return max(at_least, QFontMetrics(QApplication.font()).height() + at_least // 2)


def row_height(at_least: int, text_height: int) -> int:
    """The height of a row in px that holds text of this height."""
    return max(at_least, text_height + 24)


def style_sheet(tokens: Tokens) -> str:
    """The sheet for these tokens and the application's font."""
    return "\n".join(
        (
            _text(tokens),
            _buttons(tokens),
            _filled_button(tokens, "primary", tokens.accent, tokens.on_accent),
            _filled_button(tokens, "danger-fill", tokens.danger_fill, tokens.on_danger),
            _fields(tokens),
            _surfaces(tokens),
            _scroll_bars(tokens),
        )
    )


def _text(tokens: Tokens) -> str:
    rules = []
    for role, style in TEXT_STYLES.items():
        colour = tokens.text2 if role in _SECONDARY_ROLES else tokens.text
        rules.append(
            f'QLabel[kind="{role.value}"] {{ font-size: {point_size(role):.2f}pt;'
            f" font-weight: {style.weight}; color: {colour}; }}"
        )
    rules += [f'QLabel[tone="{tone}"] {{ color: {getattr(tokens, tone)}; }}' for tone in TEXT_TONES]
    return "\n".join(rules)


def _buttons(tokens: Tokens) -> str:
    edge = 2 if tokens.high_contrast else 1
    hover_edge = f"border: 2px solid {tokens.accent_edge};" if tokens.high_contrast else ""
    sizes = "\n".join(
        f'QPushButton[buttonSize="{size}"]'
        f" {{ min-height: {control_height(height) - 2 * edge}px; padding: 0 {padding}px; }}"
        for size, height, padding in (("small", 28, 12), ("panel", 32, 15))
    )
    return f"""
QPushButton {{ background: {tokens.page}; color: {tokens.text}; border: {edge}px solid {tokens.line2};
  border-radius: 8px; padding: 0 18px; min-height: {control_height() - 2 * edge}px; }}
QPushButton:hover {{ background: {tokens.hover}; {hover_edge} }}
QPushButton:pressed {{ background: {tokens.pressed}; }}
QPushButton:disabled {{ color: {tokens.disabled}; border-color: {tokens.line}; background: {tokens.page}; }}
QPushButton[kind="tertiary"] {{ background: transparent; border-color: transparent; padding: 0 10px; }}
QPushButton[kind="tertiary"]:hover {{ background: {tokens.hover}; {hover_edge} }}
QPushButton[kind="tertiary"]:pressed {{ background: {tokens.pressed}; }}
QPushButton[kind="tertiary"]:disabled {{ background: transparent; border-color: transparent;
  color: {tokens.disabled}; }}
QPushButton[kind="danger"] {{ color: {tokens.bad}; border-color: {tokens.bad}; }}
QPushButton[kind="danger"]:hover, QPushButton[kind="danger"]:pressed {{ background: {tokens.bad_soft}; {hover_edge} }}
QPushButton[kind="danger"]:disabled {{ color: {tokens.disabled}; border-color: {tokens.line}; }}
QPushButton[kind="link"] {{ background: transparent; border: none; padding: 0; min-height: 0;
  color: {tokens.accent_text}; text-decoration: underline; }}
QPushButton[kind="link"]:disabled {{ color: {tokens.disabled}; }}
{sizes}
QPushButton[buttonSize="flush"] {{ padding: 0 2px 0 0; min-height: {control_height(32) - 2 * edge}px; }}
"""


def _filled_button(tokens: Tokens, kind: str, fill: str, on_fill: str) -> str:
    danger = kind == "danger-fill"
    edge = 2 if tokens.high_contrast else 1
    line = tokens.accent_edge if tokens.accent_needs_edge and not danger else "transparent"
    hover = fill if danger else tokens.accent_hover
    pressed = fill if danger else tokens.accent_pressed
    lift = f"border-color: {tokens.text};" if tokens.high_contrast or danger else ""
    return f"""
QPushButton[kind="{kind}"] {{ background: {fill}; color: {on_fill}; border: {edge}px solid {line};
  padding: 0 22px; font-weight: 600; }}
QPushButton[kind="{kind}"][buttonSize="panel"] {{ padding: 0 16px; }}
QPushButton[kind="{kind}"]:hover {{ background: {hover}; {lift} }}
QPushButton[kind="{kind}"]:pressed {{ background: {pressed}; {lift} }}
QPushButton[kind="{kind}"]:disabled {{ background: {tokens.pressed}; color: {tokens.disabled};
  border-color: {tokens.disabled if tokens.high_contrast else "transparent"}; }}
"""


def _fields(tokens: Tokens) -> str:
    height = control_height(38) - 2
    return f"""
QLineEdit {{ background: {tokens.field}; color: {tokens.text}; border: 1px solid {tokens.line2}; border-radius: 8px;
  padding: 0 12px; min-height: {height}px; selection-background-color: {tokens.accent};
  selection-color: {tokens.on_accent}; }}
QLineEdit:focus {{ border: 2px solid {tokens.accent_edge}; padding: 0 11px; min-height: {height - 2}px; }}
QLineEdit[tone="bad"], QLineEdit[tone="bad"]:focus {{ border: 2px solid {tokens.bad}; padding: 0 11px;
  min-height: {height - 2}px; }}
QLineEdit:disabled {{ background: {tokens.sunken}; color: {tokens.disabled}; border-color: {tokens.line}; }}
QPlainTextEdit {{ background: {tokens.sunken}; color: {tokens.text}; border: 1px solid {tokens.line};
  border-radius: 8px; padding: 8px; selection-background-color: {tokens.accent};
  selection-color: {tokens.on_accent}; }}
QPlainTextEdit[kind="log"] {{ font-size: {point_size(Role.LOG):.2f}pt; }}
"""


def _surfaces(tokens: Tokens) -> str:
    edge = tokens.line if tokens.high_contrast else "transparent"
    tones = "\n".join(
        f'QFrame[kind="{tone}-note"] {{ background: {soft}; border: 1px solid {edge}; border-radius: 8px; }}'
        for tone, soft in (
            ("info", tokens.sunken),
            ("warn", tokens.warn_soft),
            ("good", tokens.good_soft),
            ("bad", tokens.bad_soft),
        )
    )
    return f"""
QFrame[kind="strip"] {{ background: {tokens.page}; border: 1px solid {tokens.line}; border-radius: 8px; }}
QFrame[kind="sunken"] {{ background: {tokens.sunken}; border: 1px solid {edge}; border-radius: 10px; }}
QFrame[kind="hero"] {{ background: {tokens.sunken}; border: 1px solid {edge}; border-radius: 12px; }}
QFrame[kind="banner"] {{ background: {tokens.warn_soft}; border: 1px solid {tokens.warn_line}; border-radius: 8px; }}
{tones}
QToolTip {{ background: {tokens.page}; color: {tokens.text}; border: 1px solid {tokens.line2}; padding: 4px 6px; }}
QMessageBox QLabel#qt_msgbox_label {{ font-size: {point_size(Role.RESULT):.2f}pt; font-weight: 600; }}
QMessageBox QLabel#qt_msgbox_informativelabel {{ min-width: 340px; }}
QListView {{ background: {tokens.page}; border: 1px solid {tokens.line}; border-radius: 10px; padding: 1px;
  outline: none; }}
"""


def _scroll_bars(tokens: Tokens) -> str:
    return f"""
QToolButton[kind="eye"] {{ background: transparent; border: none; padding: 0; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; border: none; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; border: none; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {tokens.line2}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; margin: 0 2px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; margin: 2px 0; }}
QScrollBar::handle:hover {{ background: {tokens.text2}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
