"""Every table of the shop's file: facts (append-only), records (by db.records), derived tables (by triggers)."""

from shopdesk.db.models.columns import Fact, Record
from shopdesk.db.models.day import CashMove, DayTotal, ShiftClose, ShiftOpen, SoldDay, SoldYear, TenderDay
from shopdesk.db.models.goods import CatalogueEntry, Category, ImportRow, Item, Product, SaleCode, SaleUnit
from shopdesk.db.models.journal import Change, Event, Journal
from shopdesk.db.models.people import Party, PinTry, Series, Till, User
from shopdesk.db.models.sale import (
    LineRefund,
    Payment,
    PaymentEvent,
    PaymentState,
    PrintEvent,
    Sale,
    SaleLine,
    SaleState,
    SaleTake,
    SaleVoid,
    Slip,
)
from shopdesk.db.models.stock import Location, Lot, Owner, Stock, StockMove
from shopdesk.db.models.work import Bill, PaymentRequest, PrintJob, RestrictedRule, Setting, Tender, VatRate

__all__ = [
    "Bill",
    "CashMove",
    "CatalogueEntry",
    "Category",
    "Change",
    "DayTotal",
    "Event",
    "Fact",
    "ImportRow",
    "Item",
    "Journal",
    "LineRefund",
    "Location",
    "Lot",
    "Owner",
    "Party",
    "Payment",
    "PaymentEvent",
    "PaymentRequest",
    "PaymentState",
    "PinTry",
    "PrintEvent",
    "PrintJob",
    "Product",
    "Record",
    "RestrictedRule",
    "Sale",
    "SaleCode",
    "SaleLine",
    "SaleState",
    "SaleTake",
    "SaleUnit",
    "SaleVoid",
    "Series",
    "Setting",
    "ShiftClose",
    "ShiftOpen",
    "Slip",
    "SoldDay",
    "SoldYear",
    "Stock",
    "StockMove",
    "Tender",
    "TenderDay",
    "Till",
    "User",
    "VatRate",
]
