"""After the works: sign-off, flags, reviews, what is lent, outcomes, the money of the year."""
