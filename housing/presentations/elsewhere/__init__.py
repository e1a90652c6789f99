"""Referrals between councils and from services: what another council answered, and who referred her here."""
