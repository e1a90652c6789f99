"""What is done for her beside a home: contacts with her worker, school, packs, referrals to other services."""
