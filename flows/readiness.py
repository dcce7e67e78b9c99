"""`prejeto ready`: what the monitor of this container's process says. Nothing heavy is loaded."""

import http.client
import json

from flows.settings import PREFIX, Settings
from models.errors import SettingError

PATIENCE_SECONDS = 5.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound


def ask_readiness(settings: Settings) -> dict[str, str]:
    """What is missing, by part; empty when the process is ready. SettingError without a monitor port."""
    if not settings.monitor_port:
        raise SettingError(f"There is no monitor to ask: set {PREFIX}MONITOR_PORT, for the process and here.")
    host = EVERYWHERE.get(settings.monitor_host, settings.monitor_host)
    connection = http.client.HTTPConnection(host, settings.monitor_port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/readyz")
        missing: dict[str, str] = json.loads(connection.getresponse().read())["missing"]
    except (OSError, http.client.HTTPException, ValueError, KeyError):
        return {"process": f"nothing answers on the monitor port {settings.monitor_port}"}
    finally:
        connection.close()
    return missing
