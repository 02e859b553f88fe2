"""The parts of an Office file, to change a few of them: all others leave byte for byte as they came."""

from __future__ import annotations

import io
import posixpath
import zipfile
from contextlib import suppress
from typing import NamedTuple

from data.intake.marking import splice
from data.intake.marking.splice import Edit, NotMarkable
from data.intake.workbook_xml import Attributes, damaged, parse

XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMES = "http://schemas.openxmlformats.org"
MAIN = f"{_NAMES}/spreadsheetml/2006/main"
RELATIONS = f"{_NAMES}/officeDocument/2006/relationships"
_PACKAGE_RELATIONS = f"{_NAMES}/package/2006/relationships"
_RELATION_PART = "application/vnd.openxmlformats-package.relationships+xml"
CONTENT_TYPES = "[Content_Types].xml"
# The same file marked twice is the same to the last byte.
_ALWAYS = (1980, 1, 1, 0, 0, 0)


class Relation(NamedTuple):
    """What one part says of another: relation id, the last word of its kind, and the path."""

    id: str
    kind: str
    path: str


class Package:
    """A container that the guard has let pass. Paths are compared as Windows does, without regard to case."""

    def __init__(self, content: bytes) -> None:
        try:
            self._source = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError):
            raise NotMarkable from None
        self._entries = {_true_name(entry): entry for entry in self._source.infolist()}
        self._names = {name.lower(): name for name in self._entries}
        self._changed: dict[str, bytes | None] = {}

    def read(self, path: str) -> bytes | None:
        """The part as it stands now; None where there is none."""
        name = self._names.get(path.lower())
        if name is None:
            return None
        if name in self._changed:
            return self._changed[name]
        try:
            return self._source.read(self._entries[name])
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
            raise NotMarkable from None

    def part(self, path: str) -> bytes:
        """A part that has to be there."""
        content = self.read(path)
        if content is None:
            raise damaged()
        return content

    def write(self, path: str, content: bytes) -> None:
        self._changed[self._names.setdefault(path.lower(), path)] = content

    def drop(self, path: str) -> None:
        name = self._names.get(path.lower())
        if name is not None:
            self._changed[name] = None

    def add(self, pattern: str, content: bytes, content_type: str) -> str:
        """A new part under the first free number of `xl/comments{}.xml`; its path."""
        path = next(
            path
            for number in range(1, 100_000)
            if (path := pattern.format(number)).lower() not in self._names
        )
        self.write(path, content)
        types = self.part(CONTENT_TYPES)
        root = _root(types)
        override = f'<{root.prefix}Override PartName="/{path}" ContentType="{content_type}"/>'
        self.write(CONTENT_TYPES, splice.spliced(types, [splice.appended(types, root, override.encode())]))
        return path

    def content_type(self, path: str) -> str:
        """What the part is declared to be, "" where only its ending says it."""
        found = [""]

        def start(name: str, attributes: Attributes) -> None:
            if name == "Override" and attributes.get("PartName", "").lower() == f"/{path}".lower():
                found.append(attributes.get("ContentType", ""))

        parse(self.part(CONTENT_TYPES), start)
        return found[-1]

    def declare_ending(self, ending: str, content_type: str) -> None:
        """What parts of this ending are, unless that is said already."""
        types = self.part(CONTENT_TYPES)
        known = splice.outline(types, lambda depth, local, _: depth == 1 and local == "Default")
        if any(each.attributes.get("Extension", "").lower() == ending for each in known):
            return
        root = _root(types)
        said = f'<{root.prefix}Default Extension="{ending}" ContentType="{content_type}"/>'.encode()
        self.write(CONTENT_TYPES, splice.spliced(types, [Edit(root.inner, root.inner, said)]))

    def relations(self, of: str) -> list[Relation]:
        """What a part says of others inside the package; nothing where it says nothing."""
        content = self.read(_relations_path(of))
        found: list[Relation] = []

        def start(element: str, attributes: Attributes) -> None:
            if element == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                inside = posixpath.normpath(posixpath.join(posixpath.dirname(of), target))
                path = target.lstrip("/") if target.startswith("/") else inside
                kind = attributes.get("Type", "").rpartition("/")[2]
                found.append(Relation(attributes.get("Id", ""), kind, path))

        if content is not None:
            parse(content, start)
        return found

    def relate(self, of: str, kind: str, path: str) -> str:
        """The id of a new relation of this kind from one part to another."""
        where = _relations_path(of)
        content = self.read(where)
        if content is None:
            content = XML + f'<Relationships xmlns="{_PACKAGE_RELATIONS}"/>'.encode()
            self.declare_ending("rels", _RELATION_PART)
        every = splice.outline(content, lambda depth, *_: depth < 2)
        taken = {each.attributes.get("Id", "").lower() for each in every[1:]}
        id_ = next(id_ for number in range(1, 100_000) if (id_ := f"rId{number}").lower() not in taken)
        said = (
            f'<{every[0].prefix}Relationship Id="{id_}" Type="{RELATIONS}/{kind}" Target="/{path}"/>'.encode()
        )
        self.write(where, splice.spliced(content, [splice.appended(content, every[0], said)]))
        return id_

    def forget_relations(self, of: str) -> None:
        self.drop(_relations_path(of))

    def saved(self) -> bytes:
        """The whole file: entries in their old order, new ones behind."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
            for name, entry in self._entries.items():
                if name in self._changed and self._changed[name] is None:
                    continue
                info = zipfile.ZipInfo(name, entry.date_time)
                info.compress_type, info.external_attr = entry.compress_type, entry.external_attr
                file.writestr(info, self.part(name))
            for name, content in self._changed.items():
                if name not in self._entries and content is not None:
                    info = zipfile.ZipInfo(name, _ALWAYS)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    file.writestr(info, content)
        return target.getvalue()


def _true_name(entry: zipfile.ZipInfo) -> str:
    """The name as the guard reads it: UTF-8, whether the entry says so or not."""
    if entry.flag_bits & 0x800:
        return entry.filename
    with suppress(UnicodeError):
        return entry.filename.encode("cp437").decode()
    raise NotMarkable


def _relations_path(of: str) -> str:
    folder, name = posixpath.split(of)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _root(content: bytes) -> splice.Element:
    return splice.outline(content, lambda depth, *_: depth == 0)[0]
