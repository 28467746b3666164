"""The sign-in and password pages as HTML: no script, every value escaped, words from `wording/`."""

from collections.abc import Iterable
from html import escape

from starlette.responses import HTMLResponse

from actions.demo_accounts import DEMO_PASSWORD, DEMO_ROLES
from domain.audience import Person
from routes.headers import OWN_PAGE_POLICY
from wording import Language
from wording.sign_in import LANGUAGE_TAGS, role_word, say


def page(title: str, body: str, language: Language, *, status: int = 200) -> HTMLResponse:
    """One of our own pages: never kept by the browser, loads nothing but its style."""
    html = (
        f'<!DOCTYPE html><html lang="{LANGUAGE_TAGS[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {say('site', language)}</title>"
        '<link rel="icon" href="/app/static/icon.png"><link rel="stylesheet" href="/app/static/login.css"></head>'
        f'<body><div class="ground" aria-hidden="true"></div><main><header>'
        f'<img src="/app/static/logo.svg" alt="{say("site", language)}" width="138" height="36">'
        f'<p class="about">{say("site_about", language)}</p></header>{body}</main></body></html>'
    )
    headers = {"cache-control": "no-store", "content-security-policy": OWN_PAGE_POLICY}
    return HTMLResponse(html, status, headers)


def sign_in_form(
    language: Language, *, next_path: str, name: str = "", notes: Iterable[str] = (), error: str = "", is_public: bool
) -> str:
    """Name and password, and a way back where the site is public."""
    about = say("sign_in_about" if is_public else "sign_in_about_closed", language)
    back = f'<p class="back"><a href="/">{say("back_to_map", language)}</a></p>' if is_public else ""
    return (
        f"<h1>{say('sign_in', language)}</h1><p class='lead'>{about}</p>{_notes(notes, error)}"
        '<form method="post" action="/login">'
        f"{_hidden('next', next_path)}"
        f"{_field('name', say('name', language), 'text', 'username', name, focus=not name)}"
        f"{_field('password', say('password', language), 'password', 'current-password', focus=bool(name))}"
        f'<button class="main" type="submit">{say("sign_in", language)}</button></form>{back}'
    )


def demo_box(language: Language, next_path: str) -> str:
    """One button per demo account."""
    buttons = "".join(
        f'<form method="post" action="/login">{_hidden("next", next_path)}{_hidden("name", name)}'
        f'{_hidden("password", DEMO_PASSWORD)}<button type="submit"><b>{role_word(role, language)}</b> '
        f"<span>{name}</span></button></form>"
        for name, role in DEMO_ROLES.items()
    )
    return (
        f'<section class="demo"><h2>{say("demo_title", language)}</h2>'
        f"<p>{say('demo_about', language)} <code>{DEMO_PASSWORD}</code></p><div>{buttons}</div></section>"
    )


def password_form(language: Language, *, must_change: bool, name: str, error: str = "") -> str:
    """Old password, and the new one twice."""
    notes = [say("change_first", language)] if must_change else []
    back = "" if must_change else f'<p class="back"><a href="/">{say("back_to_map", language)}</a></p>'
    return (
        f"<h1>{say('change_password', language)}</h1>"
        f"<p class='lead'>{say('name', language)}：<b>{escape(name)}</b></p>{_notes(notes, error)}"
        '<form method="post" action="/password">'
        f'<input type="hidden" autocomplete="username" value="{escape(name)}">'
        f"{_field('old', say('old_password', language), 'password', 'current-password', focus=True)}"
        f"{_field('new', say('new_password', language), 'password', 'new-password')}"
        f"{_field('again', say('new_password_again', language), 'password', 'new-password')}"
        f"<p class='hint'>{say('password_rule', language)}</p>"
        f'<button class="main" type="submit">{say("save", language)}</button></form>{back}'
        '<form method="post" action="/logout" class="leave">'
        f'<button type="submit">{say("sign_out", language)}</button></form>'
    )


def sign_out_form(language: Language, person: Person) -> str:
    """Who is signed in, and the button that ends it."""
    roles = "、".join(role_word(role, language) for role in sorted(person.roles))
    return (
        f"<h1>{say('sign_out', language)}</h1><p class='lead'><b>{escape(person.name)}</b> {escape(roles)}</p>"
        '<form method="post" action="/logout">'
        f'<button class="main" type="submit">{say("sign_out", language)}</button></form>'
        f'<p class="back"><a href="/password">{say("change_password", language)}</a>'
        f' <a href="/">{say("back_to_map", language)}</a></p>'
    )


def plain_note(sentence: str, title: str, language: Language) -> str:
    """A page that only says something, and leads back."""
    back = f'<p class="back"><a href="/">{say("back_to_map", language)}</a></p>'
    return f"<h1>{escape(title)}</h1>{_notes([], sentence)}{back}"


def _field(name: str, label: str, kind: str, complete: str, value: str = "", *, focus: bool = False) -> str:
    filled = f' value="{escape(value)}"' if value else ""
    return (
        f'<label for="{name}">{label}</label><input id="{name}" name="{name}" type="{kind}" autocomplete="{complete}"'
        f' maxlength="200" required autocapitalize="none" spellcheck="false"{filled}{" autofocus" if focus else ""}>'
    )


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def _notes(notes: Iterable[str], error: str) -> str:
    calm = "".join(f'<p class="note" role="status">{escape(note)}</p>' for note in notes)
    return calm + (f'<p class="error" role="alert">{escape(error)}</p>' if error else "")
