"""Why no connection to a server comes about, told from the error."""

import socket
import ssl

from flows.mail.meter import TooSlow
from flows.mail.problems import problem
from models.errors import MailboxError

_EXPIRED = {9, 10}  # X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
_OTHER_NAME = {62, 64}  # X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH


def connecting_error(error: BaseException) -> MailboxError:
    """The problem that an error of a connection that is being made stands for."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return problem(_certificate(error.verify_code))
    if isinstance(error, ssl.SSLError):
        return problem("tls_failed")
    if isinstance(error, socket.gaierror | UnicodeError):
        return problem("host_not_found")
    if isinstance(error, ConnectionRefusedError):
        return problem("connection_refused")
    if isinstance(error, OSError | TooSlow):
        return problem("no_answer")
    return problem("connection_lost")


def _certificate(code: int) -> str:
    if code in _EXPIRED:
        return "tls_expired"
    return "tls_other_name" if code in _OTHER_NAME else "tls_untrusted"
