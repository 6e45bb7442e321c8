"""What is said in the terminal: nothing that a file holds may steer it, turn the text round or hide in it."""

import re

import click

# Control characters (ESC, NUL, C1), what turns the direction of text, what has no width, and halves of characters.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def shown(text: str) -> str:
    """The text with each invisible character as its code point; the ends of lines and tabs stay.

    >>> shown("3 of\\u202e 20")
    '3 of<U+202E> 20'
    """
    return INVISIBLE.sub(lambda found: f"<{code_point(found[0])}>", text)


def code_point(character: str) -> str:
    """The name under which a character can be looked up: "U+202E"."""
    return f"U+{ord(character):04X}"


def say(text: str, err: bool = False) -> None:
    """Print text that may quote a file."""
    click.echo(shown(text), err=err)
