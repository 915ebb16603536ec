"""What the pages share: state, caches, controls, figures."""
