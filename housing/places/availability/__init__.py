"""Is this unit free from one day to another, what is in the way, and until when: one rule, for everybody who asks."""
