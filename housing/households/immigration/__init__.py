"""What is known of her immigration status, as dated rows; support is owed whatever it is."""
