"""Parquet (列式文件): decimals keep their places, texts their digits."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.document import Unreadable
from checker.language import msgid
from checker.loaded.raw import Line, Raw

SUFFIXES = (".parquet",)

NO_PYARROW = msgid("读 Parquet 需要 pyarrow：pip install pyarrow")
BROKEN = msgid("不是有效的 Parquet 文件：{problem}")


def read(path: Path, data: bytes) -> Iterator[Raw]:
    table = _opened(path, io.BytesIO(data)).read()
    header = tuple(map(str, table.column_names))
    columns = [column.to_pylist() for column in table.columns]
    lines = [Line(cells, row=n) for n, cells in enumerate(zip(*columns, strict=True), 1)]
    yield Raw(str(path), "parquet", hashlib.sha256(data).hexdigest(), header, lines)


def headers(path: Path) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(None, tuple(map(str, _opened(path, path).schema_arrow.names)))]


def _opened(path: Path, source: Any) -> Any:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise Unreadable(str(path), NO_PYARROW) from None
    try:
        return pq.ParquetFile(source)
    except (pa.ArrowException, OSError) as problem:
        raise Unreadable(str(path), BROKEN, problem=str(problem).splitlines()[0]) from None
