"""Signing in and out, and choosing a password by a one-time link."""
