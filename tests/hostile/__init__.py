"""What nobody means well with: forged and damaged snapshots, odd source texts, and processes that are killed while they write."""
