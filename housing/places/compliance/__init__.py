"""Safety checks, certificates and the end of a lease: done on, valid until, and who is told in time."""
