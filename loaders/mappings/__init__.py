"""Links of our concepts to other vocabularies: SSSOM rows, their life cycle, the graph of those accepted, review."""
