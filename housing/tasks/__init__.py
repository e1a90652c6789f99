"""What somebody owes: raised inside the change that causes it, claimed by one person, done in words."""
