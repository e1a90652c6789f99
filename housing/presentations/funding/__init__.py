"""Who pays for the place she stays in: lines by route with their nights, and a plan before the money ends."""
