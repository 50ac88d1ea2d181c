"""The mailbox on an IMAP server: read with care, never emptied."""
