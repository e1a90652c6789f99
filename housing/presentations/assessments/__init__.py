"""Assessments: questions asked with her by a version of a form, what they come to, and what has changed since."""
