"""One file per page, 60 to 140 lines: controls above, pictures below."""
