"""This computer's Wi-Fi, and the person who switches it by hand."""
