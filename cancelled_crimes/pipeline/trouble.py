"""What to do about the troubles of a machine: a full disk, a folder that cannot be written to."""

import errno

_ADVICE = {
    errno.ENOSPC: "The disk is full. Free some space, then type: make all",
    errno.EDQUOT: "Your disk quota is used up. Free some space, then type: make all",
    errno.EFBIG: "A file grew past the size limit of this account. Raise it (ulimit -f), then type: make all",
    errno.EACCES: "The folder may not be written to. Type: chmod -R u+w outputs data, then: make all",
    errno.EPERM: "The system refused. Make the folder yours (chown), then type: make all",
    errno.EROFS: "The disk is read-only. Copy the project to a folder of your own, then type: make all",
}


def advice(message: str) -> str:
    """What to type next for an operating-system error quoted in a message, "" when the message holds none."""
    return next((words for number, words in _ADVICE.items() if f"[Errno {number}]" in message), "")


def in_words(error: OSError) -> str:
    """An operating-system error and what to do about it. Nothing was changed: outputs are replaced whole or not."""
    return "\n".join(filter(None, [str(error), advice(str(error)), "Pages and data stand as they were."]))
