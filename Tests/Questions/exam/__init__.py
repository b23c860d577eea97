"""The exam of `rlm ask`: recipes that make ground truth, and checks that mark answers against it."""
