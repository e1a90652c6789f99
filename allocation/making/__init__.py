"""The rooms of made-up problems: towns, homes and households that exist nowhere."""
