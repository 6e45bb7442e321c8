"""What small samples can and cannot say: intervals, tiers, pools, comparisons, chance and sensitivity."""
