"""Survivors and who comes with them, what they need, who they must be kept from, how to reach them safely."""
