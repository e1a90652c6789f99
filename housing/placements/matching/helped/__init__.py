"""What would have helped in one run: a rule lifted, a unit more or otherwise, solved again and never kept."""
