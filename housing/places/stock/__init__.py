"""What is said of properties and units, from when and by whom: kept beside what counts today."""
