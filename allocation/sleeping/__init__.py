"""Who can sleep where: the size criteria and the room standard, with facts not known."""
