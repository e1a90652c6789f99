"""Offers: made, answered by the provider and by her in either order, withdrawn, lapsed, or kept by arriving."""
