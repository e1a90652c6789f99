"""What Haven does by itself, each slot once however many servers run."""
