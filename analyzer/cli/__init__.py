"""The command line: arguments in, library call, report out. No logic lives here."""
