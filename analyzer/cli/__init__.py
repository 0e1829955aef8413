"""The command line: arguments in, library call, report out. No logic lives here."""

import signal
import sys

# Until the command runs, Ctrl-C ends it without a word: importing takes a moment in which nobody could catch it. A
# library or a worker process, which ignores Ctrl-C, is left as it is.
_IS_COMMAND = sys.argv[0].endswith(("nrfdoctor", "nrfdoctor.exe", "nrfdoctor-script.py"))
if _IS_COMMAND and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
