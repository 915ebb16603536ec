"""One engine, run folders, and jobs; importing this imports nothing."""
