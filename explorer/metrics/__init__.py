"""What is measured, each figure with n, unit, split and seed."""
