"""A contractor's own jobs: what to do, where, and how to come safely; nothing about the case."""
