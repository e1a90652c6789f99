"""The rooms of the independent checker: matching.md once more, in plain Python, from the facts alone.

Nothing here uses the rules, the screen, the preferences or the solver. Keep it so: a fault that both
sides shared would go unseen.
"""
