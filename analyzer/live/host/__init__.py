"""What this computer tells without touching a probe."""
