"""What the page of a triage is made of: the tickets as data, the counts, the charts and the library that draws them."""
