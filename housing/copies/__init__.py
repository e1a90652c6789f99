"""Her own copy: what she told and what was decided, without what is about others; a second person approves it."""
