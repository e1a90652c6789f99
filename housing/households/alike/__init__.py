"""Records of two cases that may be of one person: found by keyed digests, looked at by a lead."""
