"""Chance for the commands that make things up."""

from __future__ import annotations

import random


class Dice(random.Random):
    """Chance from a seed, for made-up people only: the same throws every time, and never for secrets."""
