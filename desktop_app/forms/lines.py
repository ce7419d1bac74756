"""Finds the line of a TOML file on which a piece stands, by the path that msgspec gives it."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' + r"'''.*?'{3,5}|"
    r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'|"
    r"#[^\n]*|\n|[\[\]{},=.]|[^\s\[\]{},=.#\"']+",
    re.DOTALL,
)


def line_of(text: str, path: str) -> int:
    """Line, from 1, of `$.section[2].question[0].kind`; of what holds it when it is not there."""
    lines = _Scan(text).lines()
    while path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 1)]
    return lines[path]


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line, end = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        if not match[0].startswith("#"):
            yield match[0], line


class _Scan:
    """Walks over a file that tomllib has already accepted."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._next = 0
        self._table = "$"
        self._counts: dict[str, int] = {}
        self._found = {"$": 1}

    def lines(self) -> dict[str, int]:
        while self._peek():
            if self._peek() == "\n":
                self._take()
            elif self._peek() == "[":
                self._header()
            else:
                self._pair(self._table)
        return self._found

    def _peek(self) -> str:
        return self._tokens[self._next][0] if self._next < len(self._tokens) else ""

    def _take(self) -> str:
        self._next += 1
        return self._tokens[self._next - 1][0]

    def _line(self) -> int:
        return self._tokens[min(self._next, len(self._tokens) - 1)][1]

    def _until(self, *ends: str) -> list[str]:
        taken: list[str] = []
        while self._peek() and self._peek() not in ends:
            taken.append(self._take())
        return taken

    def _header(self) -> None:
        line = self._line()
        words = self._until("\n")
        repeated = words[1] == "["
        names = [word.strip("\"'") for word in words if word not in "[]."]
        path = "$"
        for place, name in enumerate(names, 1):
            path += f".{name}"
            self._found.setdefault(path, line)
            if repeated and place == len(names):
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                path += f"[{self._counts[path] - 1}]"
        self._table = path
        self._found.setdefault(path, line)

    def _pair(self, inside: str) -> None:
        line = self._line()
        path = inside
        for name in self._until("="):
            if name != ".":
                path += "." + name.strip("\"'")
                self._found.setdefault(path, line)
        self._take()
        self._value(path)

    def _value(self, path: str) -> None:
        if self._peek() == "[":
            self._take()
            self._list(path)
        elif self._peek() == "{":
            self._take()
            while self._peek() and self._peek() != "}":
                self._pair(path)
                self._skip(",", "\n")
            self._take()
        else:
            self._until("\n", ",", "]", "}")

    def _list(self, path: str) -> None:
        place = 0
        self._skip("\n")
        while self._peek() and self._peek() != "]":
            item = f"{path}[{place}]"
            self._found[item] = self._line()
            self._value(item)
            self._skip(",", "\n")
            place += 1
        self._take()

    def _skip(self, *tokens: str) -> None:
        while self._peek() and self._peek() in tokens:
            self._take()
