"""Pieces that the specimen report is made of; all invented."""

from reports.document import Cell, Text

REGIONS = ("Africa", "Asia and the Pacific", "Europe", "Latin America and the Caribbean", "West Asia")
GROUPS = ("LDC", "LLDC", "SIDS", "–")
RECEIVED = (41, 29, 14, 17, 11)
ADMITTED = (37, 27, 12, 16, 11)
RESPONDED = (31, 26, 11, 13, 10)
FIELDS = (
    "integrated environmental assessment",
    "environmental legislation and institutions",
    "sound management of chemicals and wastes",
    "freshwater management",
    "biodiversity and ecosystem services",
)
TILES = {
    "Africa": "BFA:3 ETH:3 GMB:3 GHA:1 KEN:5 LSO:3 MLI:3 MOZ:2 RWA:3 SEN:1 TUN:2 UGA:6 TZA:1 ZMB:5",
    "Asia and the Pacific": "BTN:1 KHM:1 FJI:4 IDN:5 LAO:1 MNG:5 NPL:5 PHL:4 VNM:3",
    "Europe": "ALB:1 GEO:4 KGZ:1 MDA:2 TJK:5 UZB:1",
    "Latin America and the Caribbean": "BOL:1 CUB:3 DOM:2 GTM:2 HTI:1 JAM:7 PER:1",
    "West Asia": "BHR:2 IRQ:5 JOR:2 LBN:1 YEM:1",
}


def text(words: str) -> list[Text]:
    return [Text(words)]


def words(value: str) -> Cell:
    return Cell((Text(value),))


def figure(value: int | str) -> Cell:
    return Cell((Text(str(value)),), numeric=True)
