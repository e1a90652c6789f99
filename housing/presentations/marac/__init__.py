"""The MARAC: what was heard there, and whether it has to hear her again."""
