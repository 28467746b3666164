"""The words of signing in: pages, refusals and the names of roles, in Chinese and English."""

from typing import Any

from domain.errors import LandError

LANGUAGE_TAGS = {"zh": "zh-CN", "en": "en"}

_WORDS: dict[str, dict[str, str]] = {
    "site": {"zh": "亩图 Mutu", "en": "亩图 Mutu"},
    "site_about": {"zh": "产业用地与厂房一张图", "en": "Industrial land and factory space, one map"},
    "needs_script": {"zh": "本页需要浏览器启用 JavaScript。", "en": "This page needs JavaScript."},
    "sign_in": {"zh": "登录", "en": "Sign in"},
    "sign_in_about": {
        "zh": "供管理人员使用。查看推介地块和厂房无需登录。",
        "en": "For staff. Plots and plants on offer need no account.",
    },
    "sign_in_about_closed": {
        "zh": "本站尚未对外开放，请登录后使用。",
        "en": "This site is not open to the public yet. Please sign in.",
    },
    "name": {"zh": "账号", "en": "Name"},
    "password": {"zh": "密码", "en": "Password"},
    "back_to_map": {"zh": "返回一张图", "en": "Back to the map"},
    "sign_out": {"zh": "退出登录", "en": "Sign out"},
    "session_ended": {
        "zh": "登录已结束（30 分钟无操作、满 8 小时或账号有变动）。已保存的内容不受影响，请重新登录。",
        "en": "Your session has ended (30 minutes idle, 8 hours in all, or a change to your account). "
        "What was saved is kept. Please sign in again.",
    },
    "plain_http": {
        "zh": "当前连接未加密，密码可能被同一网络上的他人看到。",
        "en": "This connection is not encrypted: others on the network may see your password.",
    },
    "plain_http_refused": {
        "zh": "当前地址未加密，不能登录。请使用 https 地址，或请系统管理员设置。",
        "en": "This address is not encrypted, so signing in is closed. Use https or ask your administrator.",
    },
    "demo_title": {"zh": "示例账号", "en": "Demo accounts"},
    "demo_about": {
        "zh": "当前为示例数据，且仅本机可访问。选择一个身份即可试用，密码均为",
        "en": "These are sample data, reachable from this machine only. Choose a role to try; the password of each is",
    },
    "change_password": {"zh": "修改密码", "en": "Change password"},
    "change_first": {
        "zh": "您使用的是一次性密码，请先设置自己的密码。",
        "en": "You signed in with a one-time password. Please set your own first.",
    },
    "old_password": {"zh": "当前密码", "en": "Current password"},
    "new_password": {"zh": "新密码", "en": "New password"},
    "new_password_again": {"zh": "再次输入新密码", "en": "New password again"},
    "password_rule": {
        "zh": "至少 10 个字符，不含账号名。修改后，其他设备上的登录随即结束。",
        "en": "At least 10 characters, without your name. Sessions on other devices end at once.",
    },
    "save": {"zh": "保存", "en": "Save"},
    "demo_no_password": {"zh": "示例账号的密码不能修改。", "en": "The password of a demo account cannot be changed."},
    "passwords_differ": {"zh": "两次输入的新密码不一致。", "en": "The two new passwords differ."},
    "form_unreadable": {"zh": "提交的内容无法读取，请重试。", "en": "The form could not be read. Please try again."},
}

ROLE_WORDS: dict[str, dict[str, str]] = {
    "visitor": {"zh": "访客", "en": "Visitor"},
    "investor": {"zh": "投资者", "en": "Investor"},
    "officer": {"zh": "园区经办", "en": "Land officer"},
    "reviewer": {"zh": "审核", "en": "Reviewer"},
    "analyst": {"zh": "分析", "en": "Analyst"},
    "administrator": {"zh": "系统管理", "en": "Administrator"},
}

#: Sentence of each refusal around accounts; a rule of the refusal, where it has one, stands after the colon.
REFUSALS: dict[str, dict[str, str]] = {
    "SignInRefused": {"zh": "账号或密码不正确。", "en": "Name or password is not correct."},
    "TooManyAttempts": {
        "zh": "尝试次数过多，请在 {minutes} 分钟后再试。",
        "en": "Too many attempts. Please try again in {minutes} minutes.",
    },
    "PasswordTooWeak:short": {
        "zh": "新密码至少 {least} 个字符。",
        "en": "The new password needs at least {least} characters.",
    },
    "PasswordTooWeak:long": {
        "zh": "新密码最多 {most} 个字符。",
        "en": "The new password may have at most {most} characters.",
    },
    "PasswordTooWeak:name": {"zh": "新密码不能包含账号名。", "en": "The new password must not contain your name."},
    "PasswordTooWeak:monotone": {"zh": "新密码的字符过于单一。", "en": "The new password repeats too few characters."},
    "PasswordTooWeak:same": {
        "zh": "新密码不能与当前密码相同。",
        "en": "The new password must differ from the current one.",
    },
    "NameInvalid": {
        "zh": "账号名需 2–40 个字符，可用文字、数字和 . _ -。",
        "en": "A name has 2 to 40 letters, digits or . _ -",
    },
    "NameTaken": {"zh": "账号 {name} 已存在。", "en": "An account {name} exists already."},
    "NoSuchAccount": {"zh": "没有账号 {name}。", "en": "There is no account {name}."},
    "RolesInvalid:none": {"zh": "至少指定一个角色。", "en": "Name at least one role."},
    "RolesInvalid:unknown": {"zh": "没有这样的角色：{roles}。", "en": "No such role: {roles}."},
    "RolesInvalid:park_missing": {"zh": "园区经办须指定园区。", "en": "A land officer needs at least one park."},
    "RolesInvalid:park_idle": {"zh": "只有园区经办可以指定园区。", "en": "Only a land officer has parks."},
    "LastAdministrator": {
        "zh": "{name} 是唯一可用的系统管理账号，须先另设一个。",
        "en": "{name} is the only open administrator's account. Add another first.",
    },
    "NotPermitted": {"zh": "您的角色不能办理此事。", "en": "Your role does not permit this."},
    "NotSignedIn": {"zh": "登录已结束，请重新登录。", "en": "Your session has ended. Please sign in again."},
}


def say(word: str, language: str = "zh") -> str:
    """A word of the sign-in pages."""
    return _WORDS[word][language]


def role_word(role: str, language: str = "zh") -> str:
    """What a role is called."""
    return ROLE_WORDS[role][language]


def refusal_sentence(refusal: LandError, language: str = "zh") -> str:
    """What a person reads when a deed around accounts is refused."""
    kind = type(refusal).__name__
    rule = refusal.values.get("rule")
    return REFUSALS[f"{kind}:{rule}" if rule else kind][language].format(**_joined(refusal.values, language))


def _joined(values: dict[str, Any], language: str) -> dict[str, Any]:
    comma = "、" if language == "zh" else ", "
    return {key: comma.join(value) if isinstance(value, list) else value for key, value in values.items()}
