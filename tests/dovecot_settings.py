"""How a throw-away Dovecot is set up: everything as one user, nothing shared with a Dovecot of this machine.

Sources: https://doc.dovecot.org/2.3/configuration_manual/howto/rootless/ and, for 2.4, which Debian 13 has,
https://doc.dovecot.org/2.4.1/installation/upgrade/2.3-to-2.4.html
"""

import grp
import os
import pwd
from pathlib import Path
from typing import Any, Protocol

PASSWORD = "a-long-word"  # of every user
NOBODY = 65534


class Placed(Protocol):
    """A server with its folder, its ports, what it offers and who knows its tokens."""

    folder: Path
    port: int
    plain_port: int
    capabilities: str
    introspection: str


def as_nobody() -> dict[str, Any]:
    """How to start a program as nobody when we are root; Dovecot's processes will not be root."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}


def configuration(server: Placed, version: str) -> str:
    """The text of its configuration file, for a Dovecot of that version (2.3 and 2.4 write it differently)."""
    owner = as_nobody()
    uid, gid = owner.get("user", os.getuid()), owner.get("group", os.getgid())
    user, group = _names(uid, gid)
    folder, oauth = server.folder, bool(server.introspection)
    mechanisms = f"plain login{' xoauth2' if oauth else ''}"
    common = f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_fsync = never
{"imap_capability = " + server.capabilities if server.capabilities else ""}
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
    port = {server.plain_port}
  }}
  inet_listener imaps {{
    port = {server.port}
    ssl = yes
  }}
}}
"""
    if version.startswith("2.3"):
        return common + _as_of_2_3(server, uid, gid)
    versions = "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n"
    return versions + common + _as_of_2_4(server, uid, gid)


def _as_of_2_3(server: Placed, uid: int, gid: int) -> str:
    folder = server.folder
    if server.introspection:
        (folder / "oauth2.conf").write_text(
            f"introspection_url = {server.introspection}\nintrospection_mode = post\n"
            "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
        )
    oauth = f"passdb {{\n  driver = oauth2\n  mechanisms = xoauth2\n  args = {folder}/oauth2.conf\n}}\n"
    return f"""
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
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
{oauth if server.introspection else ""}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
"""


def _as_of_2_4(server: Placed, uid: int, gid: int) -> str:
    folder = server.folder
    oauth = f"""
oauth2 {{
  introspection_url = {server.introspection}
  introspection_mode = post
  username_attribute = username
  active_attribute = active
  active_value = true
}}
passdb oauth2 {{
  mechanisms_filter = xoauth2
}}
"""
    return f"""
ssl_server_cert_file = {folder}/certificate.pem
ssl_server_key_file = {folder}/key.pem
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = {folder}/mail/%{{user}}
passdb passwd-file {{
  mechanisms_filter = plain login
  passwd_file_path = {folder}/users
}}
passdb static {{
  mechanisms_filter = plain login
  password = {PASSWORD}
}}
{oauth if server.introspection else ""}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/home/%{{user}}
  }}
}}
"""


def _names(uid: int, gid: int) -> tuple[str, str]:
    return pwd.getpwuid(uid).pw_name, grp.getgrgid(gid).gr_name
