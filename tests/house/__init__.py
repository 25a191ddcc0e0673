"""The house rules of docs/architecture.md, each a function from one parsed file to its faults."""
