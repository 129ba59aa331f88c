"""Pages for people: what every page shares, and the pages of what the graph holds."""
