"""Under which licence a project stands, by the texts in its tree."""

import hashlib

from lifesigns.api.standpoint import Standpoint
from lifesigns.kernel.batch import Batch
from lifesigns.kernel.spec import Column, TableSpec
from lifesigns.models.licence import VERSION, Licence, identify, of_project, together
from lifesigns.models.licence.stated import Stated, stated_licence

_LICENCES = TableSpec(
    f"licences_{VERSION}",
    "Licences",
    "one licence text judged before",
    ("text_hash",),
    (
        Column("text_hash", "VARCHAR", "SHA-256 of the text"),
        Column("identifiers", "VARCHAR", "SPDX identifiers separated by a space"),
        Column("category", "VARCHAR", "kind of terms"),
        Column("added_terms", "VARCHAR", "added terms separated by a semicolon"),
    ),
)


def licence_of(standpoint: Standpoint) -> Licence | None:
    """Return what stands at the root, else among the documents, else in the folder of REUSE."""
    root = _licences(standpoint, "path NOT LIKE '%/%'")
    among = _licences(standpoint, "(path ILIKE 'doc/%' OR path ILIKE 'docs/%')") if not root else []
    found = of_project(root or among, _readme(standpoint))
    if found is not None:
        return found
    folder = _licences(standpoint, "path ILIKE 'LICENSES/%'")
    return together(one for *_, one in folder) or next((one for *_, one in root or among), None)


def licence_stated(standpoint: Standpoint) -> Stated | None:
    """Return what the manifests at the root say of the licence, or the readme."""
    return stated_licence(
        standpoint.session.rows(
            "SELECT path, kind, text FROM held.documents WHERE kind IN ('manifest', 'readme') "
            "AND text IS NOT NULL AND path NOT LIKE '%/%' ORDER BY length(path), path"
        )
    )


def _licences(standpoint: Standpoint, where: str) -> list[tuple[str, str, Licence]]:
    rows = standpoint.session.rows(
        "SELECT path, text FROM held.documents "
        f"WHERE kind = 'licence' AND text IS NOT NULL AND {where} "
        "AND path NOT LIKE '.%' ORDER BY length(path), path LIMIT 10"
    )
    return [(path, text, _remembered(standpoint, text)) for path, text in rows]


def _readme(standpoint: Standpoint) -> str:
    rows = standpoint.session.rows(
        "SELECT text FROM held.documents "
        "WHERE kind = 'readme' AND text IS NOT NULL AND path NOT LIKE '%/%' "
        "ORDER BY length(path), path LIMIT 1"
    )
    return rows[0][0] if rows else ""


def _remembered(standpoint: Standpoint, text: str) -> Licence:
    """Matching a licence takes a fifth of a second, and the text hardly ever changes."""
    store, key = standpoint.store, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    held = standpoint.session.rows(
        f"SELECT identifiers, category, added_terms FROM ({store.relation(_LICENCES)}) "
        "WHERE text_hash = ?",
        (key,),
    )
    if held:
        identifiers, category, added = held[0]
        return Licence(tuple(identifiers.split()), category, tuple(filter(None, added.split(";"))))
    found = identify(text)
    row = (key, " ".join(found.identifiers), found.category, ";".join(found.added_terms))
    with store.writing():
        store.commit(standpoint.session, [Batch.from_rows(_LICENCES, [row])])
    return found
