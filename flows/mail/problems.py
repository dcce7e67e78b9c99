"""What can be wrong with a mailbox: a machine word, and what its administrator or ours is to do."""

from models.errors import MailboxError
from models.messages import told, told_each

LONGEST_REMARK = 200

ADVICE: dict[str, str] = told_each(
    {
        "host_not_allowed": "This server may not be reached; PREJETO_MAIL_HOSTS names those that may.",
        "host_not_found": "There is no server of this name. Check its spelling.",
        "connection_refused": "The server is there but takes no mail connections at this port. Check the port.",
        "no_answer": "The server gives no answer in time. Check name and port, and whether a firewall stands between.",
        "connection_lost": "The connection was lost; it is made again by itself.",
        "tls_untrusted": "The server's certificate is signed by nobody this machine trusts. "
        "If it is your own, name its authority in PREJETO_MAIL_CA_FILE.",
        "tls_expired": "The server's certificate has expired. Whoever runs the server must renew it.",
        "tls_other_name": "The server's certificate is for another name. Type the name that stands in it.",
        "tls_failed": "No protected connection comes about. Check the port (993 for TLS, 143 for STARTTLS) and the "
        "security.",
        "no_starttls": "The server offers no STARTTLS, and without it the password could be read on the way. "
        "Choose TLS.",
        "password_refused": "The server refuses the user name or the password. Type both again; "
        "some providers ask for an app password.",
        "no_passwords": "The server takes no passwords. Sign in by token (OAuth 2.0).",
        "no_tokens": "The server takes no tokens (XOAUTH2). Sign in with a password.",
        "token_refused": "The server refuses the token. Check the user name, and that the client may read this "
        "mailbox.",
        "token_server_refuses": "The token server refuses. Check client id, secret, refresh token and scope.",
        "token_server_away": "The token server gives no answer that can be used. Check its address.",
        "server_busy": "The server takes no more sign-ins for now; it is tried again by itself.",
        "no_folder": "There is no such folder, or it may not be opened. Check its name.",
        "read_only": "The folder may only be read, so mails can be neither marked nor moved. "
        "Give the user the right to, or leave mails as they are.",
        "keyword_not_permitted": "The folder permits no keywords of our own. Mark mails as read, or move them.",
        "cannot_move": "The server can move no mails without removing what others have marked as deleted. "
        "Mark them as read instead.",
        "no_target": "The folder to move mails to is not there and cannot be made. Make it, or name another one.",
        "quota": "The mailbox is full: mails cannot be moved. Make room in it.",
        "server_refuses": "The server refuses what was asked of it.",
        "too_much": "The server sends more than was asked for; nothing of it was taken.",
        "prefect_away": "Prefect gives no answer; mails wait in the mailbox until it does.",
        "storage_away": "Database or object store give no answer; mails wait in the mailbox until they do.",
    }
)

FAULT = told("A fault of ours ({fault}); please report it.")

# Sign-ins that were refused: too many of them, and a server locks the account.
SLOW = frozenset({"password_refused", "token_refused", "token_server_refuses", "no_passwords", "no_tokens"})


def problem(code: str, remark: str | bytes = "", *, lost: bool = True) -> MailboxError:
    """The error for what is wrong; `remark` is what the server said of it."""
    said = _printable(remark)
    advice = ADVICE[code]
    return MailboxError(told(f"{advice} The server says: {said}") if said else advice, code, lost=lost)


def _printable(remark: str | bytes) -> str:
    text = remark.decode("utf-8", errors="replace") if isinstance(remark, bytes) else remark
    clean = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(clean.split())[:LONGEST_REMARK]
