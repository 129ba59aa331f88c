"""`/explore`: the graph as a drawing, and as tables of the same."""
