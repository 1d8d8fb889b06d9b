"""The colours of the window, light and dark, by their use. Every text pair keeps a contrast of 4.5 to 1."""

from dataclasses import dataclass


# Two of them are never compared or written out; to make the code for it would cost the first paint a millisecond.
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Tokens:
    """One set of colours as `#RRGGBB`, named by use."""

    dark: bool
    app: str
    surface: str
    subtle: str
    sunken: str
    border: str
    border_strong: str
    text: str
    text2: str
    muted: str
    primary: str
    primary_hover: str
    primary_pressed: str
    on_primary: str
    primary_soft: str
    primary_soft_text: str
    primary_line: str
    accent: str
    accent_soft: str
    accent_text: str
    danger: str
    danger_soft: str
    danger_text: str
    info: str
    info_soft: str
    info_text: str
    on_info: str
    focus: str
    toast: str
    on_toast: str
    toast_act: str
    key: str
    tints: dict[str, tuple[str, str]]


# The colours of the real banknotes; the number is always printed beside.
NOTES = {20: "#3E8E4E", 50: "#2F6FB5", 100: "#C2453C", 500: "#7A4FA3", 1000: "#8B8378"}
PRACTICE = ("#E39B00", "#1C1B17")

LIGHT = Tokens(
    dark=False,
    app="#F4F2EC",
    surface="#FFFFFF",
    subtle="#FAF8F3",
    sunken="#ECE8DE",
    border="#DFDACE",
    border_strong="#8A8577",
    text="#1C1B17",
    text2="#514D44",
    muted="#6B665B",
    primary="#0B6B4A",
    primary_hover="#095A3E",
    primary_pressed="#07482F",
    on_primary="#FFFFFF",
    primary_soft="#E0F1E8",
    primary_soft_text="#0A573D",
    primary_line="#9FD0B8",
    accent="#E39B00",
    accent_soft="#FFF0CC",
    accent_text="#754700",
    danger="#B3261E",
    danger_soft="#FCE9E7",
    danger_text="#8C1D18",
    info="#1B4B8F",
    info_soft="#E5EDF9",
    info_text="#163E77",
    on_info="#FFFFFF",
    focus="#1A5FD0",
    toast="#24231F",
    on_toast="#FFFFFF",
    toast_act="#8FE3B8",
    key="#F1EEE6",
    tints={
        "g": ("#E3F1E4", "#2F6B3A"),
        "y": ("#FFF0CF", "#8A5A00"),
        "r": ("#FBE6E1", "#9C3A26"),
        "b": ("#E3EEF8", "#275A8A"),
        "p": ("#EFE7F6", "#66408F"),
        "n": ("#EFEAE0", "#6A5B3F"),
    },
)

DARK = Tokens(
    dark=True,
    app="#121411",
    surface="#1B1E1A",
    subtle="#212520",
    sunken="#0D0F0C",
    border="#343932",
    border_strong="#838A7E",
    text="#F2F1EB",
    text2="#C6C6BC",
    muted="#A5A69B",
    primary="#4CC38A",
    primary_hover="#66D39F",
    primary_pressed="#38A873",
    on_primary="#04140C",
    primary_soft="#153526",
    primary_soft_text="#93E5BB",
    primary_line="#2F6B4E",
    accent="#FFC53D",
    accent_soft="#3B2D08",
    accent_text="#FFD98A",
    danger="#FF8A80",
    danger_soft="#43201D",
    danger_text="#FFB4AB",
    info="#8AB4F8",
    info_soft="#1A2C47",
    info_text="#B4D0FF",
    on_info="#06162E",
    focus="#8AB4F8",
    toast="#3B423A",
    on_toast="#F2F1EB",
    toast_act="#93E5BB",
    key="#2A2F29",
    tints={
        "g": ("#1E3524", "#9ED7A8"),
        "y": ("#3A2E12", "#F2CB7C"),
        "r": ("#3D231D", "#F0A997"),
        "b": ("#1C2E3F", "#A3CBF0"),
        "p": ("#30243D", "#CDB1E8"),
        "n": ("#312C22", "#D6C6A3"),
    },
)
