"""Question sets: the forms of assessments as data, by version, and which version a council uses from when."""
