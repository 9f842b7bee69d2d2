"""The law watch: what was read, beside what is published since. `scripts/law-watch` runs it."""
