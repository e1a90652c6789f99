"""The borough as a picture drawn here: its outline, its wards, how many homes are where. No tiles, nothing foreign."""
