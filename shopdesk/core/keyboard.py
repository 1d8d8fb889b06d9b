"""What a scanner types through a Thai keyboard layout, read back as the keys it meant.

A scanner presses the keys of a US keyboard. Where the layout in use is Kedmanee or Pattachote, 8850999320014 arrives
as คคถจตตต-/จจๅภ. Source of both layouts: the `basic` and `pat` tables of X.Org's xkeyboard-config, file `th`.
"""

_US = "`1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./\\~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?|"
_KEDMANEE = '_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝฃ%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦฅ'
_PATTACHOTE = '_=๒๓๔๕ู๗๘๙๐๑๖็ตยอร่ดมวแใฌ้ทงกัีานเไขบปลหิคสะจพๅ฿+"/,?ุ_.()-%๊ฤๆญษึฝซถฒฯฦ๋ธำณ์ืผชโฆฑฎฏฐภฺศฮฟฉฬํ'
KEDMANEE = dict(zip(_KEDMANEE, _US, strict=True))
PATTACHOTE = dict(zip(_PATTACHOTE, _US, strict=True))
LAYOUTS = (KEDMANEE, PATTACHOTE)


def typed_on(layout: dict[str, str], text: str) -> str | None:
    """The keys of a US keyboard behind a text, or None where one of its characters is not on the layout.

    A space is a space on every layout. Where two keys give one character, the key that occurs in no code loses.
    """
    keys = [char if char == " " else layout.get(char, "") for char in text]
    return "".join(keys) if all(keys) else None


def has_thai(text: str) -> bool:
    """Whether any character is from the Thai block."""
    return any("\u0e00" <= char <= "\u0e7f" for char in text)
