"""Following a log while a tool writes it: each operation is diagnosed when it ends."""
