"""Documents of a case: looked into before they are kept, sealed, given back as downloads; each opening is recorded."""
