"""Help with money: the Homelessness Prevention Fund and emergency payments: asked for, approved, paid, accounted."""
