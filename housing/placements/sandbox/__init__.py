"""Before a fact of the rules changes: who would gain and lose; the change, with what was seen of it; past changes."""
