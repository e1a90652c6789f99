"""The sign-in page's questions."""

from __future__ import annotations

from housing.forms import HavenForm, Hidden, Secret, Text

LONGEST_DRAFT = 1_000_000


class SignInForm(HavenForm):
    """An address and a password. An address that cannot be one is simply not right, like any other.

    `draft` carries, sealed, a form that was sent after its session had ended.
    """

    email = Text(
        "E-mail address",
        required="Enter your e-mail address",
        max_length=254,
        inputmode="email",
        autocomplete="username",
    )
    password = Secret("Password", required="Enter your password", autocomplete="current-password")
    draft = Hidden("What you had typed", max_length=LONGEST_DRAFT)
