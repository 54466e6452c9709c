"""The staff's half: the queue, one request, the day, and what goes out of the house."""
