"""What became of the articles that were read."""

import dataclasses

from law_watch.articles import Article, Version, differences, fingerprint, marks, new_sentences
from law_watch.cited import CODES, Source

CHANGED = "change"
COMING = "a_venir"
UNREAD = "a_relever"
UNFOLLOWED = "non_suivi"


@dataclasses.dataclass
class Finding:
    """What there is to say about one source."""

    source: Source
    kind: str
    message: str
    words: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True)
class Published:
    """What is published now, and what was when the pack was read: the older text, or the marks of its sentences."""

    now: dict[str, Article]
    before: dict[str, Article]
    marks: dict[str, list[str]]


def span(version: Version) -> str:
    return f"du {version.first} au {version.last}" if version.last else f"depuis le {version.first}"


def findings(sources: list[Source], published: Published) -> list[Finding]:
    """Everything to say, in the order of the sources. A source that is as it was read is not told."""
    cited = {source.article for source in sources}
    found = []
    for source in sources:
        found.extend(about(source, published, cited))
    return found


def about(source: Source, published: Published, cited: set[str | None]) -> list[Finding]:
    def finding(kind: str, message: str, words: list[str] | None = None) -> list[Finding]:
        return [Finding(source, kind, message, words or [])]

    if source.code and source.code.lower() not in CODES:
        return finding(UNFOLLOWED, f"le {source.code} n'est pas dans les paquets")
    if source.article is None:
        return finding(UNFOLLOWED, "aucun identifiant de version : la source ne dit pas laquelle a été lue")
    article = published.now.get(source.article)
    if article is None:
        same = sorted({other.id for other in published.now.values() if source.number and other.number == source.number})
        now = f" ; l'article {source.number} est aujourd'hui {', '.join(same)}" if same else ""
        # What was found once and is no more has changed; what never was may be of a code that no package holds.
        gone = source.fingerprint is not None or bool(same)
        return finding(CHANGED if gone else UNFOLLOWED, f"{source.article} n'est pas, ou plus, dans les paquets{now}")
    read, current = article.version(source.article), article.current
    if article.id != source.article:
        # A rule of the past cites the version of its time, beside the one of today.
        if article.id in cited and source.last is not None and read and read.last == source.last:
            return []
        since = f" ({span(current)})" if current else ""
        return finding(
            CHANGED,
            f"la version lue, {source.article}, est remplacée par {article.id}{since}",
            said(source, article, published),
        )
    told: list[Finding] = []
    if source.others:
        told += finding(UNFOLLOWED, f"un seul de ses articles est suivi ; donnez une source à {', '.join(source.others)}")
    if article.state == "ABROGE":
        told += finding(CHANGED, "l'article est abrogé")
    if source.fingerprint is None:
        told += finding(UNREAD, "le texte lu n'a pas d'empreinte : `make law-watch ECRIRE=1` l'écrit")
    elif fingerprint(article.text) != source.fingerprint:
        told += finding(CHANGED, "les mots de la version lue ont changé", said(source, article, published))
    if current and source.fingerprint is not None and current.last != source.last:
        end = f"finit le {current.last}" if current.last else "n'a plus de fin"
        stated = f"le {source.last}" if source.last else "aucune fin"
        told += finding(CHANGED, f"la version lue {end}, et la source dit : {stated}")
    if current and current.last:
        later = [version for version in article.versions if version.first > current.first]
        names = " puis ".join(f"{version.id} {span(version)}" for version in later) or "rien : l'article finit"
        told += finding(COMING, f"la version lue finit le {current.last} ; ensuite {names}")
    return told


def said(source: Source, article: Article, published: Published) -> list[str]:
    """The words that changed: from the text that was read where it can still be had, else from the marks of its sentences."""
    old = published.before.get(source.article or "")
    if old is not None and old.id == source.article and fingerprint(old.text) == source.fingerprint:
        return differences(old.text, article.text)
    known = published.marks.get(source.article or "")
    if known is None:
        return ["le texte lu ne peut plus être comparé : lisez le nouveau en entier"]
    return new_sentences(known, article.text)


def readings(sources: list[Source], now: dict[str, Article], again: set[str]) -> dict[str, tuple[Source, Article]]:
    """The sources whose reading is to be written: those that have no fingerprint and whose version is the published one, and those
    that were read again."""
    found = {}
    for source in sources:
        article = now.get(source.article or "")
        if article is None and source.id in again:
            # An article that was written anew has another identifier: that of the title, once it was read.
            article = next((now[name] for name in source.others if name in now), None)
        if article and (source.id in again or (source.fingerprint is None and article.id == source.article)):
            found[source.id] = (source, article)
    return found


def keys(article: Article) -> dict[str, str]:
    """What `sources.toml` says of a reading."""
    current = article.current
    days = []
    if current:
        days.append(f"du = {current.first}")
        days.extend([f"au = {current.last}"] if current.last else [])
    written = {"version": f"{{ {', '.join(days)} }}"} if days else {}
    return written | {"article": f'"{article.id}"', "empreinte": f'"{fingerprint(article.text)}"'}


def remembered(article: Article, package: str) -> dict:
    return {"paquet": package, "phrases": marks(article.text)}
