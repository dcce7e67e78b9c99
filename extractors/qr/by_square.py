"""PAY by square, the Slovak payment code: tab-separated values, a CRC before them, LZMA, base 32.

Source: Slovak Banking Association, by square specification, version 1.1.
"""

import base64
import binascii
import lzma
import re
from zlib import crc32

from extractors.qr.payload import Payment, amount_of, bic_of, currency_of, day_of, iban_of, line_at, only_present
from models.terms import Term

MOST_BYTES = 8192
_BASE32 = re.compile(rb"[0-9A-V]{40,1400}")
_TO_STANDARD = bytes.maketrans(b"0123456789ABCDEFGHIJKLMNOPQRSTUV", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_FILTERS = [{"id": lzma.FILTER_LZMA1, "lc": 3, "lp": 0, "pb": 2, "dict_size": 128 * 1024}]
_DAY = r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"


def read_by_square(payload: bytes) -> Payment | None:
    """The first payment of a code; None when it is none, its CRC is wrong or it has no account."""
    values = _unpack(payload)
    iban = iban_of(line_at(values, 12))
    if iban is None:
        return None
    plain = (line_at(values, 14), line_at(values, 15)) == ("0", "0")
    return only_present(
        {
            Term.IBAN: iban,
            Term.BIC: bic_of(line_at(values, 13)),
            Term.AMOUNT_DUE: amount_of(line_at(values, 3)),
            Term.CURRENCY: currency_of(line_at(values, 4)),
            Term.DUE_DATE: day_of(line_at(values, 5), _DAY),
            Term.PAYMENT_REFERENCE: line_at(values, 6) or line_at(values, 9),
            Term.SELLER_NAME: line_at(values, 16) if plain else None,
        }
    )


def _unpack(payload: bytes) -> list[str]:
    """The values in a code, after two bytes of header, two of length, and the LZMA; empty when it is none."""
    if not _BASE32.fullmatch(payload.strip()):
        return []
    letters = payload.strip().translate(_TO_STANDARD)
    try:
        packed = base64.b32decode(letters + b"=" * (-len(letters) % 8))
        unpacked = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=_FILTERS).decompress(packed[4:], MOST_BYTES)
    except (binascii.Error, lzma.LZMAError, EOFError):
        return []
    told, content = int.from_bytes(unpacked[:4], "little"), unpacked[4:]
    whole = len(unpacked) > 4 and told == crc32(content)
    return content.decode("utf-8", "replace").split("\t") if whole else []
