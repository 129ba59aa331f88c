"""What is measured of a graph, and how two snapshots differ.

measures      the figures of one store
observations  the same in RDF (VoID, DQV), kept in the report graph of each snapshot
diff          what went, came and was renamed between two stores
changeset     a difference in RDF
"""
