"""What a provider is commissioned to provide: contracts, the properties they cover, and what is due."""
