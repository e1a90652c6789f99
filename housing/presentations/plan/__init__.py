"""The personalised housing plan (s189A): steps agreed one by one with her, versions kept, reviewed in time."""
