"""Signing in and out, and changing one's password: plain forms that work without script.

Forged forms are refused by the gate (exact Origin on every POST) and by the cookie (SameSite=Strict).
"""

from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from actions.accounts import Accounts, change_password, sign_in, sign_out
from domain.accounts import TooManyAttempts
from domain.errors import LandError, NotSignedIn
from register.access import key_of
from routes.gate_config import GateConfig
from routes.headers import dead_cookie, session_cookie
from routes.identity import Visit, visit_of
from routes.sign_in_page import demo_box, page, password_form, plain_note, sign_in_form, sign_out_form
from wording import Language
from wording.errors import sentence
from wording.sign_in import say

FORM_MAX_BYTES = 8192


class FormUnreadable(ValueError):  # noqa: N818 - a refusal, not a fault
    """The body of a form is too long or is no text."""


@dataclass(frozen=True)
class SignIn:
    """The routes of signing in."""

    config: GateConfig
    accounts: Accounts
    language: Language = Language.ZH

    def routes(self) -> list[Route]:
        """`/login`, `/logout`, `/password`."""
        return [
            Route("/login", self.login, methods=["GET", "POST"]),
            Route("/logout", self.logout, methods=["GET", "POST"]),
            Route("/password", self.password, methods=["GET", "POST"]),
        ]

    async def login(self, request: Request) -> Response:
        """The form, and a session for those who may."""
        if not self.config.may_sign_in:
            return self._closed()
        if request.method == "GET":
            notes = [say("session_ended", self.language)] if "ended" in request.query_params else []
            return self._form(visit_of(request), next_path=self._next_path(request), notes=notes)
        return await self._sign_in(request)

    async def _sign_in(self, request: Request) -> Response:
        visit = visit_of(request)
        try:
            form = await read_form(request)
        except FormUnreadable:
            return self._form(visit, next_path="/", error=say("form_unreadable", self.language), status=400)
        name, next_path = form.get("name", ""), safe_path(form.get("next", "/"))
        try:
            token = await run_in_threadpool(
                sign_in,
                self.accounts,
                name,
                form.get("password", ""),
                address=visit.address,
                agent=visit.agent,
                is_forwarded=visit.is_forwarded,
            )
        except LandError as refusal:
            error = sentence(refusal, self.language)
            return self._form(visit, next_path=next_path, name=name, error=error, status=status_of(refusal))
        if visit.key:
            await run_in_threadpool(sign_out, self.accounts, visit.key, address=visit.address)
        session = self.accounts.session(key_of(token))
        return self._welcome(token, "/password" if session and session.must_change else next_path)

    async def logout(self, request: Request) -> Response:
        """Ask, then end the session: a link alone must not sign anybody out."""
        visit = visit_of(request)
        if request.method == "GET":
            return self._sign_out_form(visit)
        await run_in_threadpool(sign_out, self.accounts, visit.key, address=visit.address)
        return RedirectResponse("/", 303, {"set-cookie": dead_cookie(self.config), "cache-control": "no-store"})

    async def password(self, request: Request) -> Response:
        """Change one's password; the only thing that a one-time password opens."""
        visit = visit_of(request)
        if visit.session is None:
            return RedirectResponse("/login?next=/password", 303)
        if self.accounts.is_demo(visit.key):
            title = say("change_password", self.language)
            return page(
                title,
                plain_note(say("demo_no_password", self.language), title, self.language),
                self.language,
                status=403,
            )
        if request.method == "GET":
            return self._password_form(visit)
        try:
            form = await read_form(request)
        except FormUnreadable:
            return self._password_form(visit, say("form_unreadable", self.language), 400)
        return await self._change_password(visit, form)

    async def _change_password(self, visit: Visit, form: dict[str, str]) -> Response:
        if form.get("new", "") != form.get("again", ""):
            return self._password_form(visit, say("passwords_differ", self.language), 422)
        try:
            token = await run_in_threadpool(
                change_password,
                self.accounts,
                visit.key,
                form.get("old", ""),
                form.get("new", ""),
                address=visit.address,
                agent=visit.agent,
            )
        except NotSignedIn:
            return RedirectResponse("/login?ended=1&next=/password", 303)
        except LandError as refusal:
            return self._password_form(visit, sentence(refusal, self.language), status_of(refusal))
        return self._welcome(token, "/")

    def _next_path(self, request: Request) -> str:
        """Where to go after signing in: as asked, else the page of ours that sent the person here."""
        if "next" in request.query_params:
            return safe_path(request.query_params["next"])
        origin, slash, path = request.headers.get("referer", "").partition("/")[2].removeprefix("/").partition("/")
        return safe_path(slash + path) if origin.lower() in self.config.hosts else "/"

    def _sign_out_form(self, visit: Visit) -> Response:
        if visit.session is None:
            return RedirectResponse("/", 303)
        body = sign_out_form(self.language, visit.session.person)
        return page(say("sign_out", self.language), body, self.language)

    def _welcome(self, token: str, path: str) -> Response:
        cookie = session_cookie(self.config, token)
        return RedirectResponse(path, 303, {"set-cookie": cookie, "cache-control": "no-store"})

    def _closed(self) -> Response:
        title = say("sign_in", self.language)
        return page(
            title, plain_note(say("plain_http_refused", self.language), title, self.language), self.language, status=403
        )

    def _form(
        self, visit: Visit, *, next_path: str, name: str = "", notes: list[str] | None = None, error: str = "",
        status: int = 200,
    ) -> Response:  # fmt: skip
        warning = [say("plain_http", self.language)] if self.config.is_plain else []
        body = sign_in_form(
            self.language,
            next_path=next_path,
            name=name[:200],
            notes=[*(notes or []), *warning],
            error=error,
            is_public=self.config.is_public_site(),
        )
        demo = self.accounts.demo
        if demo and demo.holds() and not visit.is_forwarded:
            body += demo_box(self.language, next_path)
        return page(say("sign_in", self.language), body, self.language, status=status)

    def _password_form(self, visit: Visit, error: str = "", status: int = 200) -> Response:
        assert visit.session is not None
        body = password_form(
            self.language, must_change=visit.session.must_change, name=visit.session.person.name, error=error
        )
        return page(say("change_password", self.language), body, self.language, status=status)


def status_of(refusal: LandError) -> int:
    """401 for a refusal, 429 for a rest."""
    return 429 if isinstance(refusal, TooManyAttempts) else 401


def safe_path(path: str) -> str:
    """A path of this very site; anything that a browser could take for another host becomes `/`."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if is_ours and not path.startswith(("/login", "/logout")) else "/"


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a small urlencoded form, the first value of each.

    Raises FormUnreadable where it is too long, no form, or cut off by a client that went away.
    """
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > FORM_MAX_BYTES:
                raise FormUnreadable
    except ClientDisconnect as error:
        raise FormUnreadable from error
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=10, errors="strict")
    except ValueError as error:
        raise FormUnreadable from error
    return {name: values[0] for name, values in fields.items()}
