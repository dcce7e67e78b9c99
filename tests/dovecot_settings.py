"""How a throw-away Dovecot is set up: everything as one user, nothing shared with a Dovecot of this machine.

Source: https://doc.dovecot.org/2.3/configuration_manual/howto/rootless/
"""

import grp
import os
import pwd
from pathlib import Path
from typing import Any

PASSWORD = "a-long-word"  # of every user
NOBODY = 65534


def as_nobody() -> dict[str, Any]:
    """How to start a program as nobody when we are root; Dovecot's processes will not be root."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}


def configuration(folder: Path, port: int, plain_port: int, capabilities: str, introspection: str) -> str:
    """The text of its configuration file; what it names lies in `folder`."""
    owner = as_nobody()
    uid, gid = owner.get("user", os.getuid()), owner.get("group", os.getgid())
    user, group = _names(uid, gid)
    oauth = f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {folder}/oauth2.conf\n}}\n"
    if introspection:
        (folder / "oauth2.conf").write_text(
            f"introspection_url = {introspection}\nintrospection_mode = post\n"
            "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
        )
    return f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login{" xoauth2" if introspection else ""}
auth_failure_delay = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
{"imap_capability = " + capabilities if capabilities else ""}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = {folder}/users
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={PASSWORD}
}}
{oauth if introspection else ""}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain_port}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
"""


def _names(uid: int, gid: int) -> tuple[str, str]:
    return pwd.getpwuid(uid).pw_name, grp.getgrgid(gid).gr_name
