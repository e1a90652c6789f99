"""The commands that `haven` gathers: each module lists its own in `COMMANDS`."""
