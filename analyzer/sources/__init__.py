"""Files, folders, archives and saved forum pages: bytes in, numbered text out."""
