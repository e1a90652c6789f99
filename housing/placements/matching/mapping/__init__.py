"""One household's map: where she must not be, and how many homes there are in each ward outside that."""
