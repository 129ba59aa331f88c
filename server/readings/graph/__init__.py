"""The graph of concepts as a drawing: its nodes and edges, chosen, bounded, named and given their places."""
