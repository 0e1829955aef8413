"""Facts, causes and inference: events in, a ranked differential diagnosis out."""
