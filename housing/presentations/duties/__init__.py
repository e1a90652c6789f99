"""What the council owes her by law: duties and their ends, decisions in writing, reviews, what the law says here."""
