"""What was answered? Plain structures: child, meeting, rows, findings, the frozen snapshot."""
