"""The terminal as it really is: untrusted text, bad bytes, lines that drop."""
