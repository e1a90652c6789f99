"""What she has agreed to: to whom her story may go, for what, until when; and what she took back."""
