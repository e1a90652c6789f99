"""Who lives together: how a newcomer fits, and whether those who live somewhere may still live there."""
