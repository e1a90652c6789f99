"""Check what we know: everything recorded, what is missing, and what waits for it."""
