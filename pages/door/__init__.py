"""The way in: the gate over every request, the sign-in page, and the downloads."""
