"""A batch: columns of plain Python values on their way from a source into a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lifesigns.kernel.errors import DefinitionError
from lifesigns.kernel.spec import TableSpec


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one table, column-wise: `columns[i]` belongs to `table.columns[i]`.

    Values are Python str, int, bool, datetime (naive, UTC) or None; instants may
    also be given as epoch seconds (int). All columns have one length. With
    `adds` the rows of a replaced table join those there instead of replacing them.
    """

    table: TableSpec
    columns: tuple[Sequence[Any], ...]
    adds: bool = False

    def __post_init__(self) -> None:
        """Refuse ragged batches and batches with other columns than declared."""
        if len(self.columns) != len(self.table.columns):
            raise DefinitionError(f"{self.table.id}: {len(self.columns)} columns given.")
        if len({len(column) for column in self.columns}) > 1:
            raise DefinitionError(f"{self.table.id}: columns of different lengths.")

    @classmethod
    def from_rows(
        cls, table: TableSpec, rows: Iterable[tuple[Any, ...]], *, adds: bool = False
    ) -> "Batch":
        """Turn row tuples into a batch."""
        transposed = tuple(zip(*rows, strict=True))
        return cls(table, transposed or tuple(() for _ in table.columns), adds)

    @property
    def replaces(self) -> bool:
        """Whether these rows take the place of all that the table held."""
        return self.table.replaced and not self.adds

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.columns[0])
