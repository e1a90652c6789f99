"""Children who live elsewhere and stay with her some nights."""
