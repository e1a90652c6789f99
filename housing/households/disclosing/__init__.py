"""The log of who was told what finds her: of one case, and of the council for information governance."""
