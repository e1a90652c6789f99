"""The occupancy calendar: a month of units by day, as a picture and in words."""
