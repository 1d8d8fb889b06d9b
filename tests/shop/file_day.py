"""The files of one day of a seller at each platform, as downloaded: an order as it goes its way, and its money."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

PLATFORMS = ("lazada", "shopee", "tiktok")
NUMBER = {"lazada": "900000000000777", "shopee": "261123JAM0001", "tiktok": "576486316948490777"}
WORDS = {
    "lazada": ("pending", "shipped", "confirmed"), "shopee": ("To ship", "Shipping", "Completed"),
    "tiktok": ("To ship", "Shipped", "Completed"),
}  # fmt: skip
# Two jars at 120 baht, what the platform kept of them, and what came.
SOLD, FEE, CAME = 240, 24, 216


def orders(folder: Path, platform: str, stage: int, now: datetime, sku: str = "JAM-1") -> Path:
    """The export of orders: 0 to be sent, 1 sent, 2 completed."""
    placed, word = now.strftime("%Y-%m-%d %H:%M"), WORDS[platform][stage]
    changed = (now + timedelta(minutes=stage)).strftime("%Y-%m-%d %H:%M")
    number, name = NUMBER[platform], "แยมมะม่วงบ้านป้าสมศรี"
    if platform == "lazada":
        rows = [
            {"orderItemId": f"{number}{piece}", "orderNumber": number, "status": word, "sellerSku": sku,
             "itemName": name, "unitPrice": "120", "createTime": placed, "updateTime": changed,
             "shippingName": "ส***ญ", "trackingCode": "LEX1TH" if stage else ""}
            for piece in (1, 2)
        ]  # fmt: skip
    elif platform == "shopee":
        rows = [
            {"Order ID": number, "Order Status": word, "Order Creation Date": placed, "SKU Reference No.": sku,
             "Product Name": name, "Deal Price": "120", "Quantity": "2", "Ship Time": changed if stage else "",
             "Receiver Name": "ส***ญ", "Order Complete Time": changed if stage > 1 else ""}
        ]  # fmt: skip
    else:
        rows = [
            {"Order ID": number, "Order Status": word, "SKU ID": "1729382256910270001", "Seller SKU": sku,
             "Product Name": name, "Quantity": "2", "SKU Unit Original Price": "120", "Created Time": placed,
             "Shipped Time": changed if stage else "", "Recipient": "ส***ญ"}
        ]  # fmt: skip
    return _written(folder / f"{platform}-orders-{stage}.csv", rows)


def money(folder: Path, platform: str, on: datetime) -> Path:
    """What the platform credited for the order, kept and paid out."""
    number, day = NUMBER[platform], on.strftime("%Y-%m-%d")
    if platform == "lazada":
        rows = [
            {"Statement Number": "TH-1", "Transaction Date": day, "Fee Name": fee, "Amount(Include Tax)": amount,
             "Release Status": "Released", "Release Date": day, "Order Number": number, "Order Line ID": f"{number}1"}
            for fee, amount in (("Item Price Credit", str(SOLD)), ("Commission", str(-FEE)))
        ]  # fmt: skip
    elif platform == "shopee":
        rows = [
            {"Order ID": number, "Payout Completed Date": day, "Original product price": str(SOLD),
             "Commission fee": str(-FEE), "Total Released Amount (฿)": str(CAME)}
        ]  # fmt: skip
    else:
        rows = [
            {"Order/adjustment ID": number, "Type": "Order", "Order settled time": day,
             "Total settlement amount": str(CAME), "Subtotal before discounts": str(SOLD),
             "TikTok Shop commission fee": str(-FEE)}
        ]  # fmt: skip
    return _written(folder / f"{platform}-money.csv", rows)


def stock(folder: Path, platform: str, sku: str = "JAM-1") -> Path:
    """The list of goods that are there, as it is downloaded to be filled with prices and stock."""
    heads = {
        "lazada": ("Product ID", "SkuId", "SellerSKU", "*Price", "*Quantity"),
        "shopee": ("Product ID", "Variation ID", "SKU", "Price", "Stock"),
        "tiktok": ("product_id", "sku_id", "seller_sku", "price", "quantity"),
    }[platform]
    blank: list[Mapping[str, str]] = [dict.fromkeys(heads, "")] * 5
    row = dict(zip(heads, ("17293", "17294", sku, "120", "1"), strict=True))
    return _written(folder / f"{platform}-stock.csv", [row] if platform == "lazada" else [*blank, row])


def _written(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    return path
