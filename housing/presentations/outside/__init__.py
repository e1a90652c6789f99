"""A case is handed to an agency outside Haven: with her consent and what she agrees to; their yes ends our part."""
