"""A whole portal in processes of its own, for drills and load: web, workers, people."""
