"""What a page leads to: its links, the parts that htmx asks for, and every choice of its filter forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

# What is typed into a field of a filter form, by the field's name: rare, frequent, and a number's beginning.
TYPED = {"q": ("Person77777", "maria", "zzzz", "212000", "+12120000777"), "path": ("messages",)}


@dataclass(slots=True)
class Form:
    """A form that asks with GET."""

    action: str
    fixed: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def addresses(self) -> list[str]:
        """One field filled at a time."""
        filled = [(name, value) for name, values in self.choices.items() for value in values if value]
        filled += [(name, words) for name in self.typed for words in TYPED.get(name, ())]
        return [f"{self.action}?{urlencode(self.fixed | {name: value})}" for name, value in filled]


class Page(HTMLParser):
    """`links` and `parts` are addresses below /dashboard/, with their queries; `forms` are its filters."""

    def __init__(self, address: str, html: str) -> None:
        super().__init__()
        self._address = address
        self.links: list[str] = []
        self.parts: list[str] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self._add(self.links, given["href"])
        if given.get("hx-get"):
            self._add(self.parts, given["hx-get"])
        if tag == "form":
            self._begin(given)
        elif self._form is not None:
            self._fill(self._form, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""

    def _begin(self, given: dict[str, str]) -> None:
        self._form = None
        if given.get("method", "get").lower() == "get":
            self._form = Form(self._whole(given.get("action", "")).partition("?")[0])
            if self._is_ours(self._form.action):
                self.forms.append(self._form)

    def _fill(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            form.choices.setdefault(self._select, []).append(given.get("value", ""))
        elif tag == "input" and name:
            self._input(form, name, given)

    def _input(self, form: Form, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind == "hidden":
            form.fixed[name] = given.get("value", "")
        elif kind in ("checkbox", "radio"):
            form.choices.setdefault(name, []).append(given.get("value", "on"))
        elif kind in ("text", "search"):
            form.typed.append(name)

    def _add(self, where: list[str], address: str) -> None:
        whole = self._whole(address)
        if self._is_ours(whole):
            where.append(whole)

    def _whole(self, address: str) -> str:
        found = urlsplit(urljoin(f"http://here{self._address}", address))
        if found.netloc != "here":
            return ""
        return f"{found.path}?{found.query}" if found.query else found.path

    @staticmethod
    def _is_ours(address: str) -> bool:
        return address.startswith("/dashboard/")
