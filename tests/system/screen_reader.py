"""What a screen reader learns of the program; run by the system's Python, which has the AT-SPI library.

Each line of input is a JSON object. `{"look": true}` is answered by what is on screen, as a list of role, name and
whether it has the focus; `{"press": NAME}` by whether there is such a button.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

APPLICATION = "Photon Setup"


def shown(node):
    for place in range(node.get_child_count()):
        child = node.get_child_at_index(place)
        if child is not None and child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield child
            yield from shown(child)


def on_screen():
    desktop = Atspi.get_desktop(0)
    desktop.set_cache_mask(Atspi.Cache.NONE)
    for place in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(place)
        if application is not None and application.get_name() == APPLICATION:
            yield from shown(application)


def look():
    focused = Atspi.StateType.FOCUSED
    return [(node.get_role_name(), node.get_name(), node.get_state_set().contains(focused)) for node in on_screen()]


def press(name):
    for node in on_screen():
        if node.get_name() == name and node.get_role() == Atspi.Role.PUSH_BUTTON:
            return node.get_action_iface().do_action(0)
    return False


def answer(question):
    try:
        return look() if "look" in question else press(question["press"])
    except GLib.Error:
        return []  # The window changed meanwhile, or is gone.


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
