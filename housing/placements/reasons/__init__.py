"""What a reason for saying no leads to: the council's table, what followed each time, and waiting until a day."""
