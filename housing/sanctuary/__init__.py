"""Making her own home secure so that she can stay: the job from the referral to the order."""
