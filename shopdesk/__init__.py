"""ShopDesk: a desktop point of sale and shop manager for Thailand's rural producers."""

__version__ = "0.1.0"
