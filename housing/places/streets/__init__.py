"""Which homes are in one street, found without opening an address."""
