"""What runs in the browser, with its typed wrappers."""
