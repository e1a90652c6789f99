"""Hotels, bed and breakfast and other temporary places: when she came and left, nights summed, councils told."""
