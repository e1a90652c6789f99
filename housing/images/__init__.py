"""Photographs: drawn anew, so that of a file only its picture is left; sealed; given back to those cleared."""
