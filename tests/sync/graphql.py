"""Enough of GraphQL for a stand-in of a server: one operation, its arguments, and of each value what was asked for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\.\.\.|[A-Za-z_][A-Za-z0-9_]*|-?[0-9]+|[{}()\[\]:,!$=]')
_WORDS = {"true": True, "false": False, "null": None}


class Wrong(ValueError):
    """What was asked does not exist, or cannot be read."""


@dataclass(frozen=True)
class Field:
    """A member that is asked for; `of` names the type of `... on Type { }`, whose members stand in `asked`."""

    name: str
    given: Mapping[str, Any]
    asked: tuple["Field", ...]
    of: str = ""


class _Reader:
    def __init__(self, text: str, values: Mapping[str, Any]) -> None:
        self.tokens, self.at, self.values = _TOKEN.findall(text), 0, values

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        token = self.peek()
        if not token or (wanted and token != wanted):
            raise Wrong(f"{token or 'the end'} where {wanted or 'more'} should be")
        self.at += 1
        return token

    def operation(self) -> tuple[Field, ...]:
        if self.peek() in ("query", "mutation"):
            self.take()
        if self.peek() == "(":
            while self.take() != ")":
                pass
        return self.fields()

    def fields(self) -> tuple[Field, ...]:
        self.take("{")
        found = []
        while self.peek() != "}":
            found.append(self.field())
        self.take("}")
        return tuple(found)

    def field(self) -> Field:
        if self.peek() == "...":
            self.take("...")
            self.take("on")
            return Field("", {}, of=self.take(), asked=self.fields())
        name, given = self.take(), dict[str, Any]()
        if self.peek() == "(":
            given = self.members("(", ")")
        return Field(name, given, self.fields() if self.peek() == "{" else ())

    def members(self, start: str, end: str) -> dict[str, Any]:
        self.take(start)
        found = {}
        while self.peek() != end:
            if self.peek() == ",":
                self.take()
                continue
            name = self.take()
            self.take(":")
            found[name] = self.value()
        self.take(end)
        return found

    def value(self) -> Any:
        if self.peek() == "{":
            return self.members("{", "}")
        token = self.take()
        if token == "$":
            return self.values.get(self.take())
        if token == "[":
            found = []
            while self.peek() != "]":
                found.append(self.value())
                if self.peek() == ",":
                    self.take()
            self.take("]")
            return found
        if token.startswith('"'):
            return token[1:-1]
        return _WORDS[token] if token in _WORDS else int(token) if token.lstrip("-").isdigit() else token


def read(text: str, values: Mapping[str, Any]) -> tuple[Field, ...]:
    """What an operation asks for, its variables put in. Raises Wrong."""
    return _Reader(text, values).operation()


def shown(value: Any, asked: tuple[Field, ...]) -> Any:
    """Of a value what was asked for. Raises Wrong for a member that does not exist."""
    if isinstance(value, list):
        return [shown(one, asked) for one in value]
    if not isinstance(value, dict) or not asked:
        return value
    told: dict[str, Any] = {}
    for field in asked:
        if field.of:
            if field.of == value["__typename"] or (field.of == "ErrorResult" and "errorCode" in value):
                told |= shown(value, field.asked)
        elif field.name not in value:
            raise Wrong(f'Cannot query field "{field.name}"')
        else:
            told[field.name] = shown(value[field.name], field.asked)
    return told
