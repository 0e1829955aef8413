"""Reports as one HTML file that needs nothing from outside: no network, no font, no script of others."""
