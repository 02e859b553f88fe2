"""Accounts, sessions and roles: who may come in, and what they may do and see."""
