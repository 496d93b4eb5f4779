"""Exit statuses (退出码)."""

from __future__ import annotations

CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
