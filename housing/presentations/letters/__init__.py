"""Letters and notices: filled from the case, checked for addresses, kept, and given to her as she agreed."""
