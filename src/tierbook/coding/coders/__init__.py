"""The coders: each codes a narrative under a codebook, and none imports another."""
