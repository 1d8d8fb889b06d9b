"""The search table: FTS5 trigram over the folded keys of sale units, from three characters on."""

SEARCH_TABLES = {
    "goods_search": (
        "CREATE VIRTUAL TABLE goods_search USING fts5("
        "search_key, content='sale_unit', content_rowid='id', tokenize='trigram case_sensitive 1', columnsize=0)",
        "INSERT INTO goods_search (goods_search) VALUES ('rebuild')",
    )
}

_OUT = "INSERT INTO goods_search (goods_search, rowid, search_key) VALUES ('delete', OLD.id, OLD.search_key); "
_IN = "INSERT INTO goods_search (rowid, search_key) VALUES (NEW.id, NEW.search_key); "

SEARCH_TRIGGERS = (
    f"CREATE TRIGGER sale_unit_found_in AFTER INSERT ON sale_unit BEGIN {_IN}END",
    f"CREATE TRIGGER sale_unit_found_out AFTER DELETE ON sale_unit BEGIN {_OUT}END",
    "CREATE TRIGGER sale_unit_found_change AFTER UPDATE OF search_key ON sale_unit "
    f"WHEN OLD.search_key <> NEW.search_key BEGIN {_OUT}{_IN}END",
)
