"""The rooms of `haven bench`: what is measured, in processes of their own, and the tables that it prints."""
