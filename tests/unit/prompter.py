"""A person at the terminal, as far as tests need one."""

from __future__ import annotations

from collections.abc import Callable

from setup_wizard.console import Prompter
from setup_wizard.core.secret import Secret


class ScriptedPrompter(Prompter):
    """Answers questions by how they begin, each with its next answer; remembers what was asked.

    An answer that is an exception is raised: KeyboardInterrupt for Ctrl+C, EOFError for Ctrl+D.
    """

    def __init__(self, answers: dict[str, list[str | BaseException]] | None = None) -> None:
        super().__init__(available=True)
        self._answers = answers or {}
        self.asked: list[str] = []
        self.choices: list[str] = []

    def _answer(self, question: str) -> str:
        self.asked.append(question)
        answers = next((answers for start, answers in self._answers.items() if question.startswith(start)), [])
        assert answers, f"nobody expected the question {question!r}"
        answer = answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def exact_text(self, question: str) -> str:
        return self._answer(question)

    def secret(self, question: str) -> Secret:
        return Secret(self._answer(question))

    def choose(self, question: str, choices: list[str], show: Callable[[str], None]) -> int:
        self.choices = choices
        return int(self._answer(question)) - 1
