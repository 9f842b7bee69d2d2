"""What is read row by row: a list of dictionaries with the same keys. A class has `columns` and `rows`; here is the rest."""


class Rows:
    __slots__ = ()

    def __len__(self):
        return len(self.rows)

    def __iter__(self):
        return iter(self.rows)

    def __getitem__(self, wanted):
        """A column by its name, or a row by its position."""
        if isinstance(wanted, str):
            if wanted not in self.columns:
                raise KeyError(wanted)
            return [row[wanted] for row in self.rows]
        return self.rows[wanted]

    def to_pandas(self):
        """The rows as a table of pandas."""
        import pandas

        return pandas.DataFrame(self.rows, columns=list(self.columns))
