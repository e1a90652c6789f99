"""She comes back: what was known still stands, and only what may have changed is asked."""
