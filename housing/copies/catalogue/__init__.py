"""Every table that is keyed to her case, and what her copy gives of it. Whoever adds a table enters it here."""
