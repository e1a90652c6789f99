"""Which clocks of pathway.duties run for a household: one register that every slice enters its own in."""
