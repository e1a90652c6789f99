"""A case goes to a colleague or to another team: offered, answered by who is asked, and never in between."""
