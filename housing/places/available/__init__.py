"""What is free from one day to another for so many people with these needs, across every provider."""
