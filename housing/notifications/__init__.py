"""Wording and senders; drains the outbox."""
