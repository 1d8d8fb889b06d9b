"""What the parser of the command line found wrong, in the language of the moment: it speaks English only."""

import re
from collections.abc import Callable
from typing import Any, TypeVar, get_args

from typer import BadParameter
from typer.exceptions import TyperException

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import _

T = TypeVar("T")
# The parser puts what it could not use in quotes, or in brackets at the end.
_QUOTED = re.compile(r"'([^']*)'|\(([^()]*)\)$")


class _Said(BadParameter):
    """A word that nobody understands, told in the language of the moment."""


def understood(read: Callable[[], T]) -> T:
    """What was typed, as `read` understands it; what it raises as Invalid is a mistyped command."""
    try:
        return read()
    except Invalid as error:
        raise _Said(f"{error} ({error.hint})" if error.hint else str(error)) from error


def said(error: TyperException) -> str:
    """What is wrong with a command as it was typed, in one sentence."""
    if isinstance(error, _Said):
        return error.message
    option, wrong = getattr(error, "option_name", ""), getattr(error, "param", None)
    if option:
        return _option(error, option)
    if wrong is not None:
        return _parameter(error, wrong)
    found = _QUOTED.search(error.message)
    if found is None:
        return error.format_message()
    if found.group(1) is not None:
        return _("There is no command {name}.").format(name=found.group(1))
    return _("This is too much: {words}").format(words=found.group(2))


def _option(error: TyperException, option: str) -> str:
    if hasattr(error, "possibilities"):
        near = ", ".join(error.possibilities or ())
        said = _("There is no option {name}.").format(name=option)
        return f"{said} {_('Did you mean {name}?').format(name=near)}" if near else said
    if "requires" in error.message:
        return _("A value is missing after {name}.").format(name=option)
    return _("{name} takes no value.").format(name=option)


def _parameter(error: TyperException, wrong: Any) -> str:
    """`wrong` is the parser's option or argument."""
    name = wrong.opts[0] if wrong.opts[0].startswith("-") else wrong.metavar or wrong.name
    if not error.message:
        return _("{name} is missing.").format(name=name)
    known = [choice for choice in choices(wrong) if choice]
    if known:
        return _("{name} must be one of these: {choices}").format(name=name, choices=", ".join(known))
    if wrong.min is not None and wrong.max is not None:
        words = _("{name} must be a number from {lowest} to {highest}.")
        return words.format(name=name, lowest=wrong.min, highest=wrong.max)
    return _("What was given for {name} cannot be used.").format(name=name)


def choices(param: Any) -> list[str]:
    """The words the parser's option or argument takes, none where it takes any."""
    return [choice for choice in get_args(param.type_descriptor.annotation) if isinstance(choice, str)]
