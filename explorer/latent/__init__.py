"""What one does with a latent space: maps, samples, paths, directions."""
