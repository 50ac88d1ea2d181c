"""Voicemail: the spool folder of a telephone system, and mails that carry a recording."""
