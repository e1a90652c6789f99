"""Pages: referring her, what is known of her home, how urgent it is, and that she asks to stop."""
