"""The least that a wizard of seven pages can be; as a script, one that is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWizard, QWizardPage

PAGES = 7


def add_pages(wizard: QWizard) -> None:
    """A title, a label and a field each."""
    for number in range(PAGES):
        page = QWizardPage()
        page.setTitle(f"Page {number}")
        rows = QVBoxLayout(page)
        rows.addWidget(QLabel("A label"))
        rows.addWidget(QLineEdit())
        wizard.addPage(page)


if __name__ == "__main__":
    app = QApplication([])
    shown = QWizard()
    add_pages(shown)
    shown.show()
    app.exec()
