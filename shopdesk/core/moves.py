"""Why goods move: kinds of papers and reasons of moves, in words."""

from shopdesk.base.i18n import N_, _

KINDS = {
    "receive": N_("Goods in"),
    "return": N_("Sent back"),
    "waste": N_("Waste"),
    "own_use": N_("Own use"),
    "transfer": N_("Moved"),
    "opening": N_("Opening stock"),
    "grade": N_("Graded"),
    "count": N_("Stock count"),
    "market_out": N_("To market"),
    "market_back": N_("From market"),
    "payout": N_("Paid out"),
    "grade_waste": N_("Thrown out in grading"),
    "weight_loss": N_("Weight lost"),
    "reversal": N_("Taken back"),
    "sale": N_("Sold"),
    "refund": N_("Returned"),
    "void": N_("Bill voided"),
    "import": N_("From a file"),
}


def label(code: str) -> str:
    """A kind of paper or move in the language of the moment; the code itself where it is none of ours."""
    return _(KINDS[code]) if code in KINDS else code
