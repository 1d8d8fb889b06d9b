"""Makes resources/sounds/*.wav: mono, 44.1 kHz, 16 bit, from a table of tones. Standard library only."""

import math
import struct
import wave
from pathlib import Path

RATE = 44_100
FADE = 0.008
# name -> (hertz, seconds, seconds of silence after), one by one
TONES: dict[str, tuple[tuple[int, float, float], ...]] = {
    "scan": ((1760, 0.060, 0.0),),
    "unknown": ((330, 0.090, 0.060), (330, 0.090, 0.0)),
    "sale": ((880, 0.080, 0.0), (1320, 0.080, 0.0)),
    "attention": ((523, 0.150, 0.0),),
    "order": ((660, 0.110, 0.03), (880, 0.110, 0.03), (1320, 0.180, 0.0)),
}
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "sounds"


def samples(hertz: int, seconds: float, silence: float) -> list[int]:
    """One tone with soft edges, so that it does not click."""
    count = int(RATE * seconds)
    tone = []
    for n in range(count):
        edge = min(1.0, n / (RATE * FADE), (count - n) / (RATE * FADE))
        tone.append(int(12_000 * edge * math.sin(2 * math.pi * hertz * n / RATE)))
    return tone + [0] * int(RATE * silence)


def main() -> None:
    """Write every sound."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, tones in TONES.items():
        data = [sample for tone in tones for sample in samples(*tone)]
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setparams((1, 2, RATE, len(data), "NONE", ""))
            file.writeframes(struct.pack(f"<{len(data)}h", *data))


if __name__ == "__main__":
    main()
