from __future__ import annotations

import sys

import pytest

from tools import ToolError, run


def test_a_complaint_in_another_encoding_is_quoted_as_well_as_it_can_be() -> None:
    complain = r"import sys; sys.stderr.buffer.write(b'Zugriff verweigert f\x81r Ger\xe4t'); sys.exit(5)"
    with pytest.raises(ToolError, match="ended with 5: Zugriff verweigert f"):
        run(sys.executable, "-c", complain)
