"""Who looked at a case, and when: for its worker and the homelessness team. Asking is itself recorded."""
