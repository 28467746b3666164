"""The headers that tell a browser what it may load and keep, and the session cookie."""

from routes.gate_config import GateConfig

Header = tuple[bytes, bytes]

#: SHA-256 of the one inline script in Streamlit's index.html (`window.prerenderReady = false`).
INDEX_SCRIPT = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"

PAGE_POLICY = (
    "default-src 'self'; "
    f"script-src 'self' blob: {INDEX_SCRIPT}; "
    "style-src 'self' 'unsafe-inline'; "  # Streamlit writes its style rules from script
    "img-src 'self' data: blob:; font-src 'self' data:; media-src 'self' blob:; connect-src 'self'; "
    "worker-src 'self' blob:; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
OWN_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"


def component_policy(image_hosts: tuple[str, ...]) -> str:
    """The map's frame. folium writes inline scripts and templates; for that no typed text ever enters it."""
    images = " ".join(("'self'", "data:", *image_hosts))
    return (
        "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        f"img-src {images}; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    )


def policy_for(path: str, config: GateConfig) -> str:
    """The content security policy of what lies at a path."""
    if path.startswith("/component/"):
        return component_policy(config.map_image_hosts)
    if path.startswith("/media/"):
        return FILE_POLICY
    return PAGE_POLICY


def security_headers(path: str, config: GateConfig) -> list[Header]:
    """What every response carries."""
    headers = {
        "content-security-policy": policy_for(path, config),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    }
    if not path.startswith(("/component/", "/media/")):
        headers["x-frame-options"] = "DENY"
    if config.is_https:
        headers["strict-transport-security"] = "max-age=31536000"
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def session_cookie(config: GateConfig, token: str) -> str:
    """`Set-Cookie` for a session. No Max-Age: it goes with the browser, and the row decides anyway."""
    secure = "" if config.is_plain else "; Secure"
    return f"{config.cookie_name}={token}; Path=/; HttpOnly; SameSite=Strict{secure}"


def dead_cookie(config: GateConfig) -> str:
    """`Set-Cookie` that makes the browser forget its session."""
    return session_cookie(config, "") + "; Max-Age=0"
