"""Words: sentences built from numbers, the same words for the same fact wherever it is told."""
