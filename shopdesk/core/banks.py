"""Thai banks by the three digits that slips and account numbers carry (Bank of Thailand's codes for clearing)."""

from shopdesk.base.i18n import language

# Code: the name people say, and the name in English.
BANKS = {
    "002": ("กรุงเทพ", "Bangkok Bank"),
    "004": ("กสิกรไทย", "Kasikornbank"),
    "006": ("กรุงไทย", "Krungthai Bank"),
    "011": ("ทีทีบี", "TMBThanachart Bank"),
    "014": ("ไทยพาณิชย์", "Siam Commercial Bank"),
    "017": ("ซิตี้แบงก์", "Citibank"),
    "018": ("ซูมิโตโม มิตซุย", "Sumitomo Mitsui Banking"),
    "020": ("สแตนดาร์ดชาร์เตอร์ด", "Standard Chartered"),
    "022": ("ซีไอเอ็มบี ไทย", "CIMB Thai"),
    "024": ("ยูโอบี", "UOB"),
    "025": ("กรุงศรี", "Krungsri"),
    "030": ("ออมสิน", "Government Savings Bank"),
    "031": ("เอชเอสบีซี", "HSBC"),
    "032": ("ดอยซ์แบงก์", "Deutsche Bank"),
    "033": ("ธอส.", "Government Housing Bank"),
    "034": ("ธ.ก.ส.", "BAAC"),
    "035": ("เอ็กซิมแบงก์", "EXIM Thailand"),
    "039": ("มิซูโฮ", "Mizuho Bank"),
    "045": ("บีเอ็นพี พารีบาส์", "BNP Paribas"),
    "052": ("แบงก์ออฟไชน่า", "Bank of China"),
    "066": ("อิสลาม", "Islamic Bank of Thailand"),
    "067": ("ทิสโก้", "TISCO Bank"),
    "069": ("เกียรตินาคินภัทร", "Kiatnakin Phatra Bank"),
    "070": ("ไอซีบีซี ไทย", "ICBC Thai"),
    "071": ("ไทยเครดิต", "Thai Credit Bank"),
    "073": ("แลนด์ แอนด์ เฮ้าส์", "LH Bank"),
    "098": ("เอสเอ็มอีแบงก์", "SME D Bank"),
}


def name(code: str) -> str:
    """The bank in the language of the moment; the code itself where we do not know it."""
    if code not in BANKS:
        return code
    return BANKS[code][0 if language() == "th" else 1]
