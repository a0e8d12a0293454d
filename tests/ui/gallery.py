"""Draws the components, and two whole pages, into PNG files: `python -m tests.ui.gallery FOLDER [WORD]`.

With a word only the pictures whose name holds it are drawn. Set QT_SCALE_FACTOR=2 for the second set.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
    QWizard,
)

from setup_wizard.core import light as lights
from setup_wizard.core.light import Colour, Light, Pattern
from setup_wizard.ui.look.dress import dress, prepare
from setup_wizard.ui.look.fonts import Role
from setup_wizard.ui.look.icons import Icon
from setup_wizard.ui.look.theme import SystemLook, Theme
from setup_wizard.ui.look.tokens import PaletteInputs
from setup_wizard.ui.widgets.buttons import Button, Kind, set_kind
from setup_wizard.ui.widgets.check_box import CheckBox
from setup_wizard.ui.widgets.checklist import CheckItem, Checklist, CheckState, FoldedChecklist
from setup_wizard.ui.widgets.choice_row import ChoiceRow
from setup_wizard.ui.widgets.detail_log import DetailLog
from setup_wizard.ui.widgets.empty_state import EmptyState
from setup_wizard.ui.widgets.fact_table import Fact, FactTable
from setup_wizard.ui.widgets.fields import Field, PasswordField
from setup_wizard.ui.widgets.focus_ring import FocusRing
from setup_wizard.ui.widgets.hero import Hero, HeroSplit
from setup_wizard.ui.widgets.light_picker import LightCard, LightPicker
from setup_wizard.ui.widgets.network_list import AnotherNetworkRow, NetworkRow
from setup_wizard.ui.widgets.note import IconView, Note, Tone
from setup_wizard.ui.widgets.problem_panel import Problem, ProblemPanel
from setup_wizard.ui.widgets.row_list import RowList
from setup_wizard.ui.widgets.segmented import Segmented
from setup_wizard.ui.widgets.setup_page import SetupPage
from setup_wizard.ui.widgets.side_panel import SidePanel
from setup_wizard.ui.widgets.status_line import StatusLine
from setup_wizard.ui.widgets.step_list import Step, StepList, StepState
from setup_wizard.ui.widgets.text import Text
from setup_wizard.ui.widgets.tile_row import TILE_ROW_HEIGHT, TileRow
from setup_wizard.ui.widgets.way_row import WayRow
from setup_wizard.ui.widgets.wifi_menu import WifiMenuPicture

LIGHT = PaletteInputs("#F0F0F0", "#1B1F24", "#FFFFFF", "#308CC6", "#FFFFFF", "#0000FF", "#BEBEBE")
DARK = PaletteInputs("#1E2125", "#E9EBEE", "#1E2125", "#308CC6", "#FFFFFF", "#0000FF", "#BEBEBE")
NIGHT_SKY = PaletteInputs("#000000", "#FFFFFF", "#000000", "#1AEBFF", "#000000", "#FFFF00", "#3FF23F")
LOOKS = {
    "light": SystemLook(LIGHT, reduced_motion=True),
    "dark": SystemLook(DARK, reduced_motion=True),
    "high-contrast": SystemLook(NIGHT_SKY, high_contrast=True, reduced_motion=True),
}
STEPS = ["Purpose", "Sign in", "Product", "Your Photon", "Wi-Fi", "Finish"]
CARDS = [
    (lights.LISTENING, "Slow blinking blue"),
    (lights.JOINING_WIFI, "Blinking green"),
    (lights.GETTING_ADDRESS, "Fast green"),
    (lights.WIFI_WITHOUT_CLOUD, "Breathing green"),
    (lights.REACHING_CLOUD, "Blinking cyan"),
    (lights.ONLINE, "Breathing cyan"),
    (lights.SAFE_MODE, "Breathing magenta"),
    (lights.DFU, "Blinking yellow"),
    (lights.WIFI_OFF, "Breathing white"),
    (lights.CLOUD_REFUSED, "Orange bursts"),
    (lights.KEYS_REFUSED, "Red flashes"),
    (lights.NO_LIGHT, "No light"),
]


def main() -> None:
    """Draw what was asked for."""
    folder = Path(sys.argv[1])
    word = sys.argv[2] if len(sys.argv) > 2 else ""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setFont(QFont("Inter", 10))
    look = "light"
    theme = Theme(app, read=lambda _app: LOOKS[look])
    scale = "-2x" if app.devicePixelRatio() == 2 else ""
    for look in LOOKS:
        theme.refresh()
        for name, draw in PICTURES.items():
            if word in name:
                draw(app).save(str(folder / f"{name}-{look}{scale}.png"))


def picture_of(widget: QWidget, width: int, height: int) -> QImage:
    widget.resize(width, height)
    widget.show()
    QApplication.sendPostedEvents()
    return widget.grab().toImage()


def state_of(button: QPushButton, state: str) -> QPushButton:
    button.setEnabled(state != "Disabled")
    button.setDown(state == "Pressed")
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, state in ("Hover", "Pressed"))
    return button


def captioned(text: str) -> Text:
    return Text(text, Role.SECONDARY_STRONG)


def components(_app: QApplication) -> QImage:
    page = QWidget()
    columns = QHBoxLayout(page)
    columns.setContentsMargins(32, 28, 32, 28)
    columns.setSpacing(36)
    first = QVBoxLayout()
    first.setSpacing(8)
    first.addWidget(captioned("Buttons"))
    for kind, states in (
        (Kind.PRIMARY, ("Rest", "Hover", "Pressed", "Disabled")),
        (Kind.SECONDARY, ("Rest", "Hover", "Pressed", "Disabled")),
        (Kind.TERTIARY, ("Rest", "Hover", "Pressed", "Disabled")),
        (Kind.DANGER, ("Release device", "Hover", "Disabled")),
        (Kind.DANGER_FILL, ("Release device", "Hover", "Disabled")),
        (Kind.LINK, ("Reset password",)),
    ):
        row = QHBoxLayout()
        row.setSpacing(10)
        label = Text(kind.value.capitalize(), tone="text2", wrap=False)
        label.setFixedWidth(74)
        row.addWidget(label)
        for state in states:
            row.addWidget(state_of(Button(state, state, kind), state))
        row.addStretch(1)
        first.addLayout(row)
    first.addSpacing(8)
    first.addWidget(captioned("Fields"))
    row = QHBoxLayout()
    for state in ("Rest", "Wrong", "Disabled"):
        line = QLineEdit(state)
        line.setProperty("tone", "bad" if state == "Wrong" else "")
        line.setEnabled(state != "Disabled")
        row.addWidget(line)
    first.addLayout(row)
    password = PasswordField("password", "Password", "8 to 63 characters.")
    password.set_text("secret secret")
    first.addWidget(password)
    wrong = Field("email", "Email")
    wrong.set_text("ana@example")
    wrong.show_error("This address is not complete.")
    first.addWidget(wrong)
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addWidget(CheckBox("off", "Off"))
    on = CheckBox("on", "On")
    on.setChecked(True)
    row.addWidget(on)
    row.addStretch(1)
    first.addLayout(row)
    first.addWidget(Segmented("way", ["Email and password", "Access token"]))
    first.addSpacing(8)
    first.addWidget(captioned("Notes"))
    first.addWidget(Note("Info note: something to know, nothing to do."))
    first.addWidget(Note("Warning: works, but weak signal. Move it closer.", Tone.WARN))
    first.addWidget(Note("Good: your sign-in is saved.", Tone.GOOD))
    first.addStretch(1)
    columns.addLayout(first, 1)
    second = QVBoxLayout()
    second.setSpacing(8)
    second.addWidget(captioned("Light: lens 9.5, bezel 18"))
    grid = QGridLayout()
    grid.setSpacing(8)
    for index, (light, caption) in enumerate(CARDS):
        card = LightCard(f"card_{index}", light, caption)
        card.setFixedWidth(95)
        grid.addWidget(card, index // 4, index % 4)
    second.addLayout(grid)
    second.addSpacing(8)
    both = QHBoxLayout()
    checks = Checklist()
    checks.set_items(
        [
            CheckItem("Done", CheckState.DONE),
            CheckItem("Now", CheckState.NOW, "One short sentence"),
            CheckItem("Failed", CheckState.FAILED),
            CheckItem("Waiting"),
        ]
    )
    steps = StepList()
    states = [StepState.DONE, StepState.NOW, StepState.WAITING, StepState.FAILED]
    steps.set_steps([Step(state.value, state.value.capitalize(), state) for state in states], may_go_back=False)
    for caption, widget in (("Checklist", checks), ("Step list", steps)):
        column = QVBoxLayout()
        column.addWidget(captioned(caption))
        column.addWidget(widget)
        column.addStretch(1)
        both.addLayout(column, 1)
    second.addLayout(both)
    second.addStretch(1)
    columns.addLayout(second)
    return picture_of(page, 1080, 760)


def lists(_app: QApplication) -> QImage:
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.setContentsMargins(36, 28, 36, 28)
    networks = RowList("networks", "Networks")
    networks.set_rows(
        [
            NetworkRow("Home", 4, "WPA2", ""),
            NetworkRow("Home-Guest", 4, "Open", "", locked=False),
            NetworkRow("Vodafone-8C41", 3, "WPA2", ""),
            NetworkRow("FRITZ!Box 7590 QX", 2, "WPA2", ""),
            NetworkRow("eduroam", 2, "Enterprise", ""),
            NetworkRow("Werkstatt", 1, "Weak · WPA2", ""),
        ]
    )
    networks.choose(0)
    networks.hovered_row = 2
    rows.addWidget(networks)
    rows.addWidget(AnotherNetworkRow("another", "Another network…", "Hidden or out of range"))
    rows.addWidget(Note("The Photon sees only 2.4 GHz networks.", plain=True))
    products = RowList("products", "Products", TILE_ROW_HEIGHT)
    products.set_rows(
        [
            TileRow("Garden Sensor", "Product 12043 · 218 devices", "GD", ""),
            TileRow("Greenhouse Relay", "Product 11876 · 64 devices", "GR", ""),
            TileRow("Lab Bench", "Product 9310 · 12 devices", "LB", ""),
            TileRow("Asset Rover", "", "AR", "", unusable="Made for Boron, not for a Photon"),
        ]
    )
    products.choose(0)
    rows.addWidget(products)
    group = QButtonGroup(page)
    for icon, title, sentence in (
        (Icon.CHIP, "Set up my own Photon", "It joins your Wi-Fi and is added to your account."),
        (
            Icon.PERSON,
            "Set up a customer’s Photon",
            "It belongs to one of your products and gets a customer of its own.",
        ),
        (Icon.RESTORE, "Restore a returned device", "Remove its owner so that it can be set up again."),
    ):
        row = ChoiceRow(icon.value, icon, title, sentence)
        group.addButton(row)
        rows.addWidget(row)
    group.buttons()[0].setChecked(True)
    facts = FactTable("facts", "What happens next")
    facts.set_facts([Fact("Photon", "1f0034000747343232361234", fixed=True), Fact("Joins", "Home")])
    rows.addWidget(facts)
    rows.addStretch(1)
    return picture_of(page, 636, 1020)


def all_icons(_app: QApplication) -> QImage:
    page = QWidget()
    grid = QGridLayout(page)
    for index, icon in enumerate(Icon):
        for column, size in enumerate((24, 18, 16)):
            grid.addWidget(IconView(icon, "text", size), index // 4, (index % 4) * 4 + column)
        grid.addWidget(Text(icon.value, Role.CAPTION, wrap=False), index // 4, (index % 4) * 4 + 3)
    return picture_of(page, 720, 300)


def in_wizard(app: QApplication, page: SetupPage, now: int, width: int, height: int, failed: bool = False) -> QImage:
    wizard = QWizard()
    side = SidePanel("Photon Setup")
    here = StepState.FAILED if failed else StepState.NOW
    states = [StepState.DONE] * now + [here] + [StepState.WAITING] * (len(STEPS) - now - 1)
    side.steps.set_steps(
        [Step(title, title, state) for title, state in zip(STEPS, states, strict=True)], may_go_back=False
    )
    side.set_signed_in_as("ana@example.com")
    prepare(wizard, side)
    which = QWizard.WizardButton
    wizard.setButtonLayout([which.CancelButton, which.Stretch, *([] if failed else [which.BackButton])])
    start = SetupPage("start", "Start")
    wizard.addPage(start)
    wizard.addPage(page)
    wizard.setButtonText(QWizard.WizardButton.CancelButton, "Stop setup")
    wizard.setButtonText(QWizard.WizardButton.BackButton, "Back")
    set_kind(wizard.button(QWizard.WizardButton.CancelButton), Kind.TERTIARY)
    set_kind(wizard.button(QWizard.WizardButton.NextButton), Kind.PRIMARY)
    wizard.setOption(QWizard.WizardOption.HaveFinishButtonOnEarlyPages, False)
    wizard.resize(width, height)
    wizard.setMinimumSize(720, 520)
    ring = FocusRing(wizard, app)
    wizard.show()
    wizard.activateWindow()
    QTest.qWait(1)
    dress(wizard, side)
    wizard.next()
    app.sendEvent(wizard.windowHandle(), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier(0)))
    if failed:
        page.findChild(ProblemPanel).show_problem(PROBLEM)
    else:
        page.header.focus_title()
    picture = picture_of(wizard, width, height)
    ring.hide()
    wizard.close()
    return picture


PROBLEM = Problem(
    "It could not join Home.",
    "Most likely the password is not quite right. A weak signal can look the same.",
    "Enter the password again. Everything else is kept.",
    "Enter password again",
    "Change network",
)


def join_by_hand(app: QApplication, width: int, height: int) -> QImage:
    page = SetupPage("join", "Connect to your Photon", "It makes a Wi-Fi network of its own for the setup.")
    hero = Hero("Photon")
    hero.set_light(lights.LISTENING, "Ready for setup")
    content = QWidget()
    rows = QVBoxLayout(content)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(11)
    for_me = WayRow(
        "join_for_me",
        "Connect for me",
        "Leaves Home for about a minute.",
        "This computer leaves Home for about a minute and comes back by itself.",
    )
    by_hand = WayRow(
        "join_by_hand",
        "I will connect by hand",
        "Choose Photon-… in the Wi-Fi menu. We notice when you are there.",
        "Open the Wi-Fi menu and choose the one that starts with Photon-. No password.",
        WifiMenuPicture("Photon-7QK2", ["Home", "Café am Markt"]),
    )
    by_hand.setChecked(True)
    rows.addWidget(for_me)
    rows.addWidget(by_hand)
    rows.addSpacing(4)
    rows.addWidget(Note("Stay there, even without internet."))
    rows.addStretch(1)
    page.rows.addWidget(HeroSplit(hero, content))
    status = StatusLine()
    status.start("Looking for your Photon…")
    status._on_slow()
    status.show_elapsed(12)
    page.pinned.addWidget(status)
    return in_wizard(app, page, 3, width, height)


def problem(app: QApplication, width: int, height: int) -> QImage:
    page = SetupPage("confirm", "Connecting your Photon", "The Photon is back at its own network and waits for you.")
    page.rows.addWidget(
        FoldedChecklist(
            [
                CheckItem("Password sent", CheckState.DONE),
                CheckItem("Left its own network", CheckState.DONE),
                CheckItem("Joins Home", CheckState.FAILED),
            ]
        )
    )
    page.rows.addSpacing(15)
    page.rows.addWidget(ProblemPanel())
    page.rows.addSpacing(22)
    page.rows.addWidget(Text("What does the light look like?", Role.STRONG))
    page.rows.addSpacing(2)
    page.rows.addWidget(Text("Choose what you see, and we will say what it means.", Role.SECONDARY))
    page.rows.addSpacing(9)
    magenta = Light(Colour.MAGENTA, Pattern.BLINK)
    choices = [CARDS[0], CARDS[1], CARDS[3], CARDS[4], (magenta, "Any magenta"), CARDS[11]]
    page.rows.addWidget(LightPicker([(choices[0][0], "Blinking blue"), *choices[1:]]))
    page.rows.addStretch(1)
    page.pinned.addWidget(DetailLog())
    return in_wizard(app, page, 5, width, height, failed=True)


def connecting(app: QApplication, width: int, height: int) -> QImage:
    page = SetupPage("confirm", "Connecting your Photon", "Keep it plugged in. The light should look like the picture.")
    hero = Hero("Photon", 110)
    hero.set_light(lights.JOINING_WIFI, "Joining your Wi-Fi")
    content = QWidget()
    rows = QVBoxLayout(content)
    rows.setContentsMargins(0, 8, 0, 0)
    checks = Checklist()
    checks.set_items(
        [
            CheckItem("Password sent", CheckState.DONE),
            CheckItem("Photon left its own network", CheckState.DONE),
            CheckItem("This computer is back on Home", CheckState.DONE),
            CheckItem("Photon reaches the cloud", CheckState.NOW, "Waiting for its first message"),
            CheckItem("Photon is yours"),
        ]
    )
    rows.addWidget(checks)
    rows.addStretch(1)
    page.rows.addWidget(HeroSplit(hero, content, 28))
    status = StatusLine()
    status.start("Your Photon is joining Home.", usually="usually under a minute", spinner=False)
    status.show_elapsed(14)
    page.pinned.addWidget(status)
    log = DetailLog()
    log.add_line(datetime(2026, 11, 21, 10, 42, 7), "The password was sent.")
    page.pinned.addWidget(log)
    return in_wizard(app, page, 5, width, height)


def password(app: QApplication, width: int, height: int) -> QImage:
    german = app.layoutDirection() == Qt.LayoutDirection.RightToLeft
    title = "Geben Sie das WLAN-Passwort für Home ein" if german else "Enter the password for Home"
    page = SetupPage("password", title)
    field = PasswordField(
        "wifi_password",
        "WLAN-Zugangspasswort" if german else "Wi-Fi password",
        "8 bis 63 Zeichen. Das Passwort wird verschlüsselt, bevor es diesen Computer verlässt."
        if german
        else "8 to 63 characters. It is encrypted before it leaves this computer.",
    )
    field.set_text("thirteen char")
    page.rows.addWidget(field)
    page.rows.addSpacing(10)
    page.rows.addWidget(CheckBox("remember", "Für das nächste einzurichtende Gerät merken"))
    page.rows.addSpacing(20)
    facts = FactTable("next", "Zusammenfassung der nächsten Schritte" if german else "What happens next")
    facts.set_facts(
        [
            Fact("Photon", "1f0034000747343232361234", fixed=True),
            Fact("Verbindet mit" if german else "Joins", "Home"),
            Fact("Eigentümerkonto" if german else "Belongs to", "ana@example.com"),
            Fact(
                "Voraussichtlich" if german else "Takes",
                "Normalerweise weniger als eine Minute. Danach gibt es kein Zurück."
                if german
                else "Usually under a minute. There is no way back after this.",
            ),
        ]
    )
    page.rows.addWidget(facts)
    page.rows.addSpacing(12)
    page.rows.addWidget(Segmented("way", ["Email and password", "Access token"]))
    page.rows.addSpacing(12)
    page.rows.addWidget(
        ChoiceRow("own", Icon.CHIP, "Set up my own Photon", "It joins your Wi-Fi and is added to your account.")
    )
    page.rows.addStretch(1)
    return in_wizard(app, page, 4, width, height)


def mirrored(draw: Callable[[QApplication], QImage]) -> Callable[[QApplication], QImage]:
    def drawn(app: QApplication) -> QImage:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        picture = draw(app)
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        return picture

    return drawn


def in_font(family: str, points: float, draw: Callable[[QApplication], QImage]) -> Callable[[QApplication], QImage]:
    def drawn(app: QApplication) -> QImage:
        before = app.font()
        app.setFont(QFont(family, round(points)))
        picture = draw(app)
        app.setFont(before)
        return picture

    return drawn


def empty(app: QApplication, width: int, height: int) -> QImage:
    page = SetupPage(
        "network", "Which Wi-Fi should it use?", "These are the networks your Photon can see from where it is."
    )
    page.rows.addWidget(
        EmptyState(
            Icon.WIFI,
            "Your Photon sees no networks",
            "It listened three times. It can use 2.4 GHz networks only, and needs to be near one.",
            [Button("scan_again", "Scan again", icon=Icon.REFRESH), Button("type_name", "Type the name")],
        )
    )
    return in_wizard(app, page, 4, width, height)


def sized(
    draw: Callable[[QApplication, int, int], QImage], width: int, height: int
) -> Callable[[QApplication], QImage]:
    return lambda app: draw(app, width, height)


PICTURES: dict[str, Callable[[QApplication], QImage]] = {
    "components": components,
    "lists": lists,
    "icons": all_icons,
    "join": sized(join_by_hand, 860, 600),
    "join-720x520": sized(join_by_hand, 720, 520),
    "problem": sized(problem, 860, 600),
    "problem-720x520": sized(problem, 720, 520),
    "connecting": sized(connecting, 860, 600),
    "password": sized(password, 860, 600),
    "password-rtl": mirrored(sized(password, 860, 600)),
    "join-rtl": mirrored(sized(join_by_hand, 860, 600)),
    "problem-rtl": mirrored(sized(problem, 860, 600)),
    "lists-rtl": mirrored(lists),
    "join-large-font": in_font("DejaVu Sans", 14, sized(join_by_hand, 860, 600)),
    "problem-large-font": in_font("DejaVu Sans", 14, sized(problem, 720, 520)),
    "empty": sized(empty, 860, 600),
}

if __name__ == "__main__":
    main()
