"""The workflow in a window (Qt).

What is on screen first keeps off the namespace `Qt`: PySide makes all its hundred enums when it is touched, which takes
as long as a fifth of the start. Such modules say `QtCore.Qt` inside the functions that run later, and until then set a
property by its names (`setProperty("focusPolicy", "NoFocus")`).
"""
