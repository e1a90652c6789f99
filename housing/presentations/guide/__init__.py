"""The pathway guide as the council keeps it: dated rows, read by whatever a stage owes, edited by an administrator."""
