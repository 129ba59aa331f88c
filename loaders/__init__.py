"""From files to quads: reading, extraction, concepts, description, the store and its snapshots."""
