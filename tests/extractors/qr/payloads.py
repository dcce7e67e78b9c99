"""Payment codes as their standards lay them out; every name is invented."""

import base64
import lzma
from zlib import crc32

from models.evidence import Candidate
from models.geometry import Box
from models.invoice import value_to_text
from models.page import Code


def code(payload: bytes) -> Code:
    return Code(1, Box(400, 600, 480, 680), "QRCode", payload)


def lines(*parts: str, end: str = "\n", encoding: str = "utf-8") -> bytes:
    return end.join(parts).encode(encoding)


def upn(*, checksum: bool = True) -> bytes:
    payer = ["", "", "", "", "Šivalnica Žarek d.o.o.", "Čopova 3", "3000 Celje", "00000097600", "", ""]
    purpose = ["SUPP", "Račun 2026-0092", "01.04.2026"]
    payee = ["SI56191000000123438", "SI0020260092", "Mizarstvo Pod Hrastom", "Gozdna pot 7", "1330 Kočevje"]
    body = ["UPNQR", *payer, *purpose, *payee]
    count = sum(len(part) + 1 for part in body) if checksum else 999
    return lines(*body, f"{count:03d}", "", encoding="iso-8859-2")


EPC = lines(
    "BCD", "002", "1", "SCT", "COBADEFFXXX", "Eisenwaren Birkhain GmbH", "DE89370400440532013000", "EUR57.12", "",
    "RF18539007547034", "", "",
)  # fmt: skip
SWISS = lines(
    "SPC", "0200", "1", "CH4431999123000889012", "S", "Käserei Gipfelblick AG", "Alpweg", "12", "3800", "Interlaken",
    "CH", "", "", "", "", "", "", "", "1949.75", "CHF", "S", "Gasthaus Murmeltier", "Talstrasse", "28", "9400",
    "Rorschach", "CH", "QRR", "210000000003139471430009017", "Auftrag vom 15.06.2026", "EPD",
    "//S1/10/R\\/2026-7/11/260612/20/14.0/30/106017086/32/8.1/40/0:30",
    end="\r\n",
)  # fmt: skip
HUB3 = lines(
    "HRVHUB30", "EUR", "000000000012355", "ŽELJKO ŠENOA", "ILICA 1", "10000 ZAGREB", "KNJIŽARA ČAPLJA d.o.o.",
    "RIVA 4", "21000 SPLIT", "HR1210010051863000160", "HR01", "7269-68949637-01", "COST", "Račun 17",
)  # fmt: skip
SPAYD = b"SPD*1.0*ACC:CZ5855000000001265098001+RZBCCZPP*AM:480.50*CC:CZK*DT:20260331*RN:KAV%C3%81RNA*X-VS:2026042"
IPS = "K:PR|V:01|C:1|R:845000000040484987|N:Pekara Žito\r\nBulevar 13\nBeograd|I:RSD3596,13|P:Menza Sto\nNiš|SF:221|RO:97163220000111111111000".encode()  # noqa: E501 - one payload, one line


POLISH = "5260250274|PL|61109010140000071219812874|001223|Piekarnia Żytko|FV 12/2026|||".encode()
SQUARE_VALUES = (
    "", "1", "1", "46.2", "EUR", "20260430", "2026042", "0308", "", "", "Faktúra", "1", "SK3112000000198742637541",
    "TATRSKBX", "0", "0", "Kaviareň Čučoriedka", "Hlavná 1", "Horná Lúka",
)  # fmt: skip


def by_square(values: tuple[str, ...] = SQUARE_VALUES) -> bytes:
    content = "\t".join(values).encode()
    checked = crc32(content).to_bytes(4, "little") + content
    filters = [{"id": lzma.FILTER_LZMA1, "lc": 3, "lp": 0, "pb": 2, "dict_size": 128 * 1024}]
    packed = b"\0\0" + len(checked).to_bytes(2, "little") + lzma.compress(checked, lzma.FORMAT_RAW, filters=filters)
    standard, square = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
    return base64.b32encode(packed).rstrip(b"=").translate(bytes.maketrans(standard, square))


def written(candidates: list[Candidate]) -> dict[str, str]:
    """The candidates' values as text, by term."""
    return {c.term.key: value_to_text(c.value) for c in candidates}
