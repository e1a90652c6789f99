"""The works at her home as the coordinator sees them: safe visits, measures, photographs, extra work, sign-off."""
