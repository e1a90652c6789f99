"""Made-up data, and visibly so: nobody here is real, no address exists. Loaded through the services."""
