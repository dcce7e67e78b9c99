"""The address that whoever starts Prejeto opens first."""

from flows.settings import Settings
from storage.access import first_run_link
from storage.house import House


def address_to_open(house: House, settings: Settings) -> str:
    """With the one-time link of the first administrator while there is none; earlier links end."""
    link = first_run_link(house)
    return f"{settings.address}/welcome/{link}" if link else settings.address
