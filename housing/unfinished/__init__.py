"""Answers that somebody left before they were saved: kept apart from every record, for the one who typed them."""
