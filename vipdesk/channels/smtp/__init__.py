"""Handing mails to the server that sends them on."""
