"""Latent Explorer: train, see and touch autoencoders. The library under the app."""
