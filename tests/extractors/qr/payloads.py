"""Payment codes as their standards lay them out; every name is invented."""

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


def written(candidates: list[Candidate]) -> dict[str, str]:
    """The candidates' values as text, by term."""
    return {c.term.key: value_to_text(c.value) for c in candidates}
