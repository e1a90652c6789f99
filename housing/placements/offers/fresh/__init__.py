"""A unit that nobody has confirmed lately is confirmed before it is offered, or offered with a reason."""
