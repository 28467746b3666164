"""The words of signing in, and the sentences of refusals around accounts."""

from wording import Language, Word

LANGUAGE_TAGS = {Language.ZH: "zh-CN", Language.EN: "en"}

WORDS: dict[str, Word] = {
    "site": Word("亩图 Mutu", "亩图 Mutu"),
    "site_about": Word("产业用地与厂房一张图", "Industrial land and factory space, one map"),
    "needs_script": Word("本页需要浏览器启用 JavaScript。", "This page needs JavaScript."),
    "sign_in": Word("登录", "Sign in"),
    "sign_in_about": Word(
        "供管理人员使用。查看推介地块和厂房无需登录。", "For staff. Plots and plants on offer need no account."
    ),
    "sign_in_about_closed": Word(
        "本站尚未对外开放，请登录后使用。", "This site is not open to the public yet. Please sign in."
    ),
    "name": Word("账号", "Name"),
    "password": Word("密码", "Password"),
    "back_to_map": Word("返回一张图", "Back to the map"),
    "sign_out": Word("退出登录", "Sign out"),
    "session_ended": Word(
        "登录已结束（30 分钟无操作、满 8 小时或账号有变动）。已保存的内容不受影响，请重新登录。",
        "Your session has ended (30 minutes idle, 8 hours in all, or a change to your account). "
        "What was saved is kept. Please sign in again.",
    ),
    "plain_http": Word(
        "当前连接未加密，密码可能被同一网络上的他人看到。",
        "This connection is not encrypted: others on the network may see your password.",
    ),
    "plain_http_refused": Word(
        "当前地址未加密，不能登录。请使用 https 地址，或请系统管理员设置。",
        "This address is not encrypted, so signing in is closed. Use https or ask your administrator.",
    ),
    "demo_title": Word("示例账号", "Demo accounts"),
    "demo_about": Word(
        "当前为示例数据，且仅本机可访问。选择一个身份即可试用，密码均为",
        "These are sample data, reachable from this machine only. Choose a role to try; the password of each is",
    ),
    "change_password": Word("修改密码", "Change password"),
    "change_first": Word(
        "您使用的是一次性密码，请先设置自己的密码。",
        "You signed in with a one-time password. Please set your own first.",
    ),
    "old_password": Word("当前密码", "Current password"),
    "new_password": Word("新密码", "New password"),
    "new_password_again": Word("再次输入新密码", "New password again"),
    "password_rule": Word(
        "至少 10 个字符，不含账号名。修改后，其他设备上的登录随即结束。",
        "At least 10 characters, without your name. Sessions on other devices end at once.",
    ),
    "save": Word("保存", "Save"),
    "demo_no_password": Word("示例账号的密码不能修改。", "The password of a demo account cannot be changed."),
    "passwords_differ": Word("两次输入的新密码不一致。", "The two new passwords differ."),
    "form_unreadable": Word("提交的内容无法读取，请重试。", "The form could not be read. Please try again."),
}

ROLES: dict[str, Word] = {
    "visitor": Word("访客", "Visitor"),
    "investor": Word("投资者", "Investor"),
    "officer": Word("园区经办", "Land officer"),
    "reviewer": Word("审核", "Reviewer"),
    "analyst": Word("分析", "Analyst"),
    "administrator": Word("系统管理", "Administrator"),
}

#: Sentence of each refusal around accounts; a rule of the refusal, where it has one, stands after the colon.
REFUSALS: dict[str, Word] = {
    "SignInRefused": Word("账号或密码不正确。", "Name or password is not correct."),
    "TooManyAttempts": Word(
        "尝试次数过多，请在 {minutes} 分钟后再试。", "Too many attempts. Please try again in {minutes} minutes."
    ),
    "PasswordTooWeak:short": Word("新密码至少 {least} 个字符。", "The new password needs at least {least} characters."),
    "PasswordTooWeak:long": Word("新密码最多 {most} 个字符。", "The new password may have at most {most} characters."),
    "PasswordTooWeak:name": Word("新密码不能包含账号名。", "The new password must not contain your name."),
    "PasswordTooWeak:monotone": Word("新密码的字符过于单一。", "The new password repeats too few characters."),
    "PasswordTooWeak:same": Word("新密码不能与当前密码相同。", "The new password must differ from the current one."),
    "NameInvalid": Word(
        "账号名需 2–40 个字符，可用文字、数字和 . _ -。", "A name has 2 to 40 letters, digits or . _ -"
    ),
    "NameTaken": Word("账号 {name} 已存在。", "An account {name} exists already."),
    "NoSuchAccount": Word("没有账号 {name}。", "There is no account {name}."),
    "RolesInvalid:none": Word("至少指定一个角色。", "Name at least one role."),
    "RolesInvalid:unknown": Word("没有这样的角色：{roles}。", "No such role: {roles}."),
    "RolesInvalid:park_missing": Word("园区经办须指定园区。", "A land officer needs at least one park."),
    "RolesInvalid:park_idle": Word("只有园区经办可以指定园区。", "Only a land officer has parks."),
    "LastAdministrator": Word(
        "{name} 是唯一可用的系统管理账号，须先另设一个。",
        "{name} is the only open administrator's account. Add another first.",
    ),
}


def say(word: str, language: str = Language.ZH) -> str:
    """A word of the sign-in pages."""
    return WORDS[word](language)


def role_word(role: str, language: str = Language.ZH) -> str:
    """What a role is called."""
    return ROLES[role](language)
