"""Articles of a code or of an agreement, as the packages of SocialGouv publish them, and what changed in their words."""

import dataclasses
import datetime
import difflib
import hashlib
import json
import pathlib
import re
import unicodedata
from collections.abc import Iterator

# 2999-01-01, in milliseconds: the end of what has none.
FOR_EVER = 32472144000000
EPOCH = datetime.date(1970, 1, 1)

# A sentence ends at a full stop, a semicolon or a colon, before a capital, a number of a list or a quotation. « art. L. 5212-13 »
# ends none.
SENTENCE = re.compile(r"(?<=[.;:])(?<!\b[A-Z]\.)(?<!art\.)\s+(?=[A-ZÀ-Ý«]|\d+°|[a-z]\)|[IVX]+\.)")


@dataclasses.dataclass(frozen=True)
class Version:
    """A version of an article, and the days on which it is in force, both included."""

    id: str
    first: datetime.date
    last: datetime.date | None


@dataclasses.dataclass(frozen=True)
class Article:
    """An article whose text is published: that of `id`, one of its `versions`."""

    id: str
    number: str
    state: str
    text: str
    versions: tuple[Version, ...]

    @property
    def current(self) -> Version | None:
        return self.version(self.id)

    def version(self, version_id: str) -> Version | None:
        return next((version for version in self.versions if version.id == version_id), None)


def day(milliseconds: int) -> datetime.date | None:
    """The day of a moment in milliseconds; `None` for ever."""
    if milliseconds >= FOR_EVER:
        return None
    return EPOCH + datetime.timedelta(days=milliseconds // 86_400_000)


def plain(text: str) -> str:
    """The words alone: spaces, apostrophes and hyphens in one form, so that only another word makes another fingerprint."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"<[^>]*>", " ", text)
    text = text.replace("’", "'").replace("‑", "-")
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r" (?=[,.)])", "", text)


def fingerprint(text: str) -> str:
    return hashlib.sha256(plain(text).encode()).hexdigest()


def sentences(text: str) -> list[str]:
    return SENTENCE.split(plain(text))


def marks(text: str) -> list[str]:
    """A short mark of each sentence: enough to find again which of them were there, too little to write them again."""
    return [hashlib.sha256(sentence.encode()).hexdigest()[:10] for sentence in sentences(text)]


def articles(tree: dict) -> Iterator[Article]:
    """The articles of a tree of `legi-data` or `kali-data`."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.get("children", ()))
        if node.get("type") == "article":
            yield article(node["data"])


def article(data: dict) -> Article:
    versions = []
    for version in data.get("articleVersions") or ():
        first, until = day(version["dateDebut"]), day(version["dateFin"])
        last = until - datetime.timedelta(days=1) if until else None
        # A version that was replaced before its first day was never in force.
        if first and (last is None or last >= first):
            versions.append(Version(version["id"], first, last))
    text = data.get("texte") or data.get("content") or data.get("texteHtml") or ""
    # The note says when and for whom the words apply: it is read with them.
    note = data.get("nota") or ""
    return Article(
        id=data["id"],
        number=data.get("num") or "",
        state=data.get("etat") or "",
        text=f"{text}\nNOTA {note}" if note else text,
        versions=tuple(versions),
    )


def read(path: pathlib.Path) -> tuple[dict[str, Article], str]:
    """The articles of a file, by the identifier of each of their versions; and what the file is, with the day of its last change."""
    tree = json.loads(path.read_text(encoding="utf-8"))
    by_version: dict[str, Article] = {}
    for found in articles(tree):
        for version_id in {found.id, *(version.id for version in found.versions)}:
            by_version[version_id] = found
    about = tree.get("data") or {}
    return by_version, f"{about.get('title') or path.stem} du {about.get('dateModif') or 'jour inconnu'}"


def differences(before: str, after: str) -> list[str]:
    """The sentences that changed: what is gone between [- -], what is new between {+ +}, and … for what stays."""
    old, new = sentences(before), sentences(after)
    shown = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            shown.append(words(" ".join(old[i:j]), " ".join(new[k:m])))
    return shown


def words(before: str, after: str) -> str:
    """The words of one sentence that changed, with a few around them."""
    old, new = before.split(), after.split()
    parts = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            same = old[i:j]
            parts.append(" ".join(same) if len(same) <= 12 else f"{' '.join(same[:6])} … {' '.join(same[-6:])}")
            continue
        if i < j:
            parts.append(f"[-{' '.join(old[i:j])}-]")
        if k < m:
            parts.append(f"{{+{' '.join(new[k:m])}+}}")
    return " ".join(parts)


def new_sentences(known: list[str], after: str) -> list[str]:
    """The same without the words that were read: the sentences that have no mark, and how many are gone."""
    found = list(zip(marks(after), sentences(after), strict=True))
    shown = [f"{{+{sentence}+}}" for mark, sentence in found if mark not in known]
    gone = len(set(known) - {mark for mark, _ in found})
    if gone:
        shown.append(f"[-{gone} phrase{'s' if gone > 1 else ''} du texte lu-]")
    return shown
