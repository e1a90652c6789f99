"""What a named person decides on a proposal: nothing is held without one."""
