"""Headers that every answer carries, so that a browser keeps, sends and runs no more than it must.

ASVS 5.0 V3.4.1 to V3.4.8, V3.5.8, V14.3.2. The policy allows no inline style at all, and one inline script: the
template's own, by a nonce that is new for each answer.
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, abort, g, request
from werkzeug.wrappers import Response as AnyResponse

_YEAR = 365 * 24 * 3600
_PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), "
    "screen-wake-lock=(), usb=(), xr-spatial-tracking=()"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # not no-referrer: CSRF protection over HTTPS compares the referrer, and would refuse every form
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": _PERMISSIONS,
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
LEAVING = '"cache", "cookies", "storage"'


def csp_nonce() -> str:
    """This answer's nonce: 128 random bits, made when it is first asked for."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def policy(nonce: str) -> str:
    """The content security policy for one answer."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def forget_on_leaving(response: AnyResponse) -> AnyResponse:
    """Ask the browser to drop what it holds of Haven: for signing out and for "Hide this page" (ASVS 14.3.1)."""
    response.headers["Clear-Site-Data"] = LEAVING
    return response


def _caching(app: Flask, response: Response) -> str:
    """For good where the address carries the content's mark; checked each time for other assets; never for pages."""
    if request.endpoint != "static" or response.status_code not in {200, 206, 304}:
        return "no-store"
    marks = app.extensions.get("haven-asset-marks", {})
    mark = marks.get((request.view_args or {}).get("filename", ""))
    if mark and request.args.get("v") == mark:
        return f"public, max-age={_YEAR}, immutable"
    return "no-cache"


def init_app(app: Flask) -> None:
    """Put the headers on every answer, error pages and assets included, and `csp_nonce` into every template."""
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    @app.before_request
    def refuse_embedding() -> None:
        """Another site may link to a page, never load one from within its own (ASVS 3.5.8)."""
        elsewhere = request.headers.get("Sec-Fetch-Site") == "cross-site"
        if elsewhere and request.headers.get("Sec-Fetch-Mode") != "navigate":
            abort(403)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in _ALWAYS.items():
            response.headers[name] = value
        response.headers.setdefault("Content-Security-Policy", policy(csp_nonce()))
        response.headers["Cache-Control"] = _caching(app, response)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}; includeSubDomains"
        return response
