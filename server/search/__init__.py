"""Search over the labels of the snapshot that is served: pages, JSON, and completion while somebody types."""
