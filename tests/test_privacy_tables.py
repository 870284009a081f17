"""A column of DevEUIs replaced in tables of pandas, polars and pyarrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from privacy_examples import EUI, P
from redi_codecs.privacy import PrivacyError, Pseudonyms

IDS = [EUI, EUI.upper(), None, "02aa000000000001", EUI]
HIDDEN = [P(one) if one else None for one in IDS]
COLUMNS = {"dev_eui": IDS, "value": list(range(5))}

TABLES: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "pandas": ("pandas", lambda pandas: pandas.DataFrame(COLUMNS)),
    "pandas, objects": ("pandas", lambda pandas: pandas.DataFrame(COLUMNS).astype({"dev_eui": object})),
    "pandas, categories": ("pandas", lambda pandas: pandas.DataFrame(COLUMNS).astype({"dev_eui": "category"})),
    "polars": ("polars", lambda polars: polars.DataFrame(COLUMNS)),
    "polars, categories": ("polars", lambda polars: polars.DataFrame(COLUMNS).cast({"dev_eui": polars.Categorical})),
    "arrow": ("pyarrow", lambda arrow: arrow.table(COLUMNS)),
    "arrow, chunks": ("pyarrow", lambda arrow: arrow.concat_tables([arrow.table(COLUMNS).slice(*at) for at in PARTS])),
    "arrow, batch": ("pyarrow", lambda arrow: arrow.table(COLUMNS).to_batches()[0]),
    "arrow, dictionary": (
        "pyarrow",
        lambda arrow: arrow.table({**COLUMNS, "dev_eui": arrow.array(IDS).dictionary_encode()}),
    ),
}
PARTS = ((0, 2), (2, 3))


@pytest.fixture(params=TABLES)
def table(request: pytest.FixtureRequest) -> Any:
    library, made = TABLES[request.param]
    return made(pytest.importorskip(library))


def cells(table: Any, column: str) -> list[Any]:
    found = table[column].to_pylist() if hasattr(table[column], "to_pylist") else table[column].to_list()
    return [None if one != one else one for one in found]  # pandas' empty cell is not equal to itself


def test_a_column_is_replaced(table: Any) -> None:
    before = cells(table, "dev_eui")
    hidden = P.table(table)
    assert type(hidden) is type(table)
    assert cells(hidden, "dev_eui") == HIDDEN
    assert cells(hidden, "value") == COLUMNS["value"]
    assert cells(table, "dev_eui") == before, "what is given is not changed"


def test_each_id_is_hashed_once(table: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    once = Pseudonyms.__call__

    def counted(self: Pseudonyms, one: str) -> str:
        asked.append(one)
        return once(self, one)

    monkeypatch.setattr(Pseudonyms, "__call__", counted)
    P.table(table)
    assert sorted(asked) == sorted({one for one in IDS if one})


def test_an_empty_table_stays_empty(table: Any) -> None:
    empty = table[:0] if hasattr(table, "iloc") else table.slice(0, 0)
    assert cells(P.table(empty), "dev_eui") == []


def test_a_column_that_is_absent_or_holds_something_else_is_told(table: Any) -> None:
    with pytest.raises(PrivacyError, match="the table has no column eui; there are dev_eui, value"):
        P.table(table, column="eui")
    with pytest.raises(PrivacyError, match="column value: expected a DevEUI, 16 hex digits; saw a value of type int"):
        P.table(table, column="value")


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(PrivacyError, match=r"expected a table \(pandas.DataFrame, .*\), saw builtins.dict"):
        P.table({"dev_eui": IDS})
