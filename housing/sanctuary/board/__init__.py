"""Page: every job by stage, with its age and its clock."""
