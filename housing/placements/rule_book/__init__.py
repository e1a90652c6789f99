"""The rule book: every rule in words, where its fact is edited, how often it decided."""
