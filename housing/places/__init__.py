"""Providers' properties and units, what each service accepts, and what each unit is doing when."""
