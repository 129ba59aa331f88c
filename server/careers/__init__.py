"""`/paths` and `/gap`: the ways from one role to another, and what is missing for it, as pages, JSON and CSV."""
