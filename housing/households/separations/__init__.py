"""Households that must be kept apart, from each other or from a home: what people say, and what Haven finds."""
