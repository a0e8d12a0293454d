from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import serial

from tests.patience import PATIENCE_S


def test_another_process_finds_the_ports_in_the_description() -> None:
    words = [sys.executable, "-m", "setup_wizard", "simulate", "--usb", "2", "--firmware", "0.4.9"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        described = json.loads(process.stdout.readline())
        assert described["usb"] == described["usb_ports"][0]["port"]
        with serial.Serial(described["usb_ports"][1]["port"], 9600, timeout=PATIENCE_S) as port:
            port.write(b"iv")
            told = described["usb_ports"][1]["device_id"]
            answer = f"Your device id is {told}\r\nsystem firmware version: 0.4.9\n\r\n".encode()
            assert port.read(len(answer)) == answer
        process.terminate()
        assert process.wait(PATIENCE_S) == 0
    assert not Path(described["usb"]).parent.exists()


def test_too_many_are_refused() -> None:
    words = [sys.executable, "-m", "setup_wizard", "simulate", "--usb", "99"]
    run = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert run.returncode == 2
    assert "--usb" in run.stderr
