"""The rooms of edits: what people pinned and banned, reading them, honouring them, what they cost."""
