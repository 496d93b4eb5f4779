"""Changed files (改动的文件): what differs from a revision of the git repository they are in."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path

from checker.language import msgid

NO_GIT = msgid("没有找到 git，不能用 --since")
NO_REPOSITORY = msgid("{folder} 不在 git 仓库里，不能用 --since")
NO_REVISION = msgid("仓库里没有 {revision} 这个版本")
SHALLOW = msgid("仓库里没有 {revision} 这个版本：这是浅克隆，先取回历史（git fetch --unshallow）")


class NotComparable(Exception):
    """无法比较: no git, no repository, or no such revision; ``reason`` is a msgid."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason.format(**values))
        self.reason = reason
        self.values = values


def changed(paths: Iterable[Path], revision: str) -> frozenset[Path]:
    """Those of ``paths`` that differ from where HEAD left ``revision``, in the work tree too.

    A folder differs when something in it does, a file that is gone when it was there.
    Raises ``NotComparable``.
    """
    top = cache(_top)
    since = cache(partial(_since, revision=revision))
    real = {path: path.resolve() for path in paths}
    return frozenset(
        path
        for path, file in real.items()
        if (
            any(name.is_relative_to(file) for name in since(top(file)))
            if file.is_dir()
            else file in since(top(file.parent))
        )
    )


def _top(folder: Path) -> Path:
    return Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))


def _since(top: Path, revision: str) -> frozenset[Path]:
    try:
        commit = _git(
            top, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"
        )
    except subprocess.CalledProcessError:
        shallow = _git(top, "rev-parse", "--is-shallow-repository").strip() == "true"
        raise NotComparable(SHALLOW if shallow else NO_REVISION, revision=revision) from None
    try:
        base = _git(top, "merge-base", commit.strip(), "HEAD").strip()
    except subprocess.CalledProcessError:  # no common past (a shallow clone): compare as it is
        base = commit.strip()
    names = _git(top, "diff", "--name-only", "-z", "--no-renames", base, "--").split("\0")
    names += _git(top, "ls-files", "--others", "--exclude-standard", "-z").split("\0")
    return frozenset((top / name).resolve() for name in names if name)


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words],
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except FileNotFoundError:
        raise NotComparable(NO_GIT) from None
    except subprocess.CalledProcessError:
        if words[:2] == ("rev-parse", "--show-toplevel"):
            raise NotComparable(NO_REPOSITORY, folder=folder) from None
        raise
    return done.stdout
