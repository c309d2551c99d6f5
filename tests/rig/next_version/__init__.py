"""What a next version may do to the tables of one that still serves: add, index, check."""
