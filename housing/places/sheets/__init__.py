"""Stock by spreadsheet: a template, an export, and an import that shows what it would do before it does it."""
