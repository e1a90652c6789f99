"""Pages: the list of households and the search."""
