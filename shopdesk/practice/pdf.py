"""A small label as a PDF: plain lines of Latin text and the tracking number as a Code 128 bar code."""

from collections.abc import Sequence

# Bar and space widths of Code 128 by value (ISO/IEC 15417 annex); 104 starts set B, 106 stops.
_WIDTHS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
""".split()  # noqa: SIM905 - read as the table it is
START_B, STOP = 104, 106
WIDTH, HEIGHT, MARGIN = 298, 420, 20  # A6 in points


def label(title: str, code: str, lines: Sequence[str]) -> bytes:
    """One A6 page. Letters that the built-in typeface lacks become question marks."""
    drawn = [_text(MARGIN, HEIGHT - 40, 16, title), *_bars(code), _text(MARGIN, HEIGHT - 135, 12, code)]
    drawn += [_text(MARGIN, HEIGHT - 165 - 18 * at, 10, line) for at, line in enumerate(lines)]
    stream = "\n".join(drawn).encode("latin-1", "replace")
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>" % (WIDTH, HEIGHT),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def _text(x: int, y: int, size: int, words: str) -> str:
    safe = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {size} Tf {x} {y} Td ({safe}) Tj ET"


def _bars(code: str) -> list[str]:
    values = [START_B, *(ord(sign) - 32 for sign in code if " " <= sign <= "~")]
    check = (values[0] + sum(at * value for at, value in enumerate(values))) % 103
    x, drawn = MARGIN * 10, []
    for value in (*values, check, STOP):
        for at, width in enumerate(_WIDTHS[value]):
            step = int(width) * 11
            if at % 2 == 0:
                drawn.append(f"{x / 10:.1f} {HEIGHT - 115} {step / 10:.1f} 55 re f")
            x += step
    return drawn


def _file(*objects: bytes) -> bytes:
    """The objects with their table of places."""
    written, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(written)
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return written + tail % (count, table, count, start)
