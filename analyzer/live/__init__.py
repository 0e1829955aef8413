"""Looking at the bench: checks of the host, the probe and the device, over interchangeable backends.

Everything here reads. What a check may call is declared beside it, and the guard lets nothing else through.
"""
