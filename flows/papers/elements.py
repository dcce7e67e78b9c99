"""XML elements made along paths, the namespace of a step being that of its prefix."""

from collections.abc import Mapping

from lxml import etree

Element = etree._Element  # noqa: SLF001 - the type has no public name


class Grower:
    """Makes elements with the namespaces of their prefixes; a step without one has that of the empty prefix."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self.namespaces = namespaces

    def root(self, name: str) -> Element:
        named: dict[str | None, str] = {prefix or None: namespace for prefix, namespace in self.namespaces.items()}
        return etree.Element(self._tag(name), nsmap=named)  # type: ignore[arg-type] # its stubs know no default

    def add(self, parent: Element, path: str, text: object = None, **attributes: str) -> Element:
        """New elements along `path`; the last one holds the text and is returned."""
        for step in path.split("/"):
            parent = etree.SubElement(parent, self._tag(step))
        parent.text = None if text is None else str(text)
        for name, value in attributes.items():
            parent.set(name, value)
        return parent

    def _tag(self, step: str) -> str:
        prefix, _, name = step.rpartition(":")
        return f"{{{self.namespaces[prefix]}}}{name}"


def written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
