"""The one password of every made-up account. It opens nothing but made-up data, and says so."""

PHRASE = "nobody here is real"
