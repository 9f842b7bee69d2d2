"""How far a long table is."""

# Under this, a bar would flash by.
_LONG = 1 << 21


class _Bar:
    """A progress bar, when the work is long and tqdm is there."""

    def __init__(self, wanted, length):
        self.bar = None
        if wanted and (length is None or length >= _LONG):
            try:
                from tqdm.auto import tqdm
            except ImportError:
                return
            self.bar = tqdm(total=length, unit="dossier", unit_scale=True, delay=0.5)

    def __enter__(self):
        return self.seen if self.bar is not None else None

    def seen(self, done):
        self.bar.update(done - self.bar.n)

    def __exit__(self, *_):
        if self.bar is not None:
            self.bar.close()
