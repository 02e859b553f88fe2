"""Whether a plan's line keeps a strength or mends a weakness. Says nothing where the words do not."""

from __future__ import annotations

import re
from typing import Literal

from data.intake.text import as_typed, clean

# All with accents: without them "chưa" is "chùa", and "thiếu" is the "thiểu" of "tối thiểu".
_KEEPS = re.compile(r"\W*(?:tiếp tục\s+)?(?:duy trì|giữ vững|giữ gìn|phát huy)(?!\w)")
_WEAKNESS_WORDS = (
    "khắc phục", "bổ sung", "chưa", "còn thiếu", "thiếu", "hạn chế", "cải tạo", "sửa chữa", "thay thế", "tồn tại", "điểm yếu",
    "yếu kém", "còn yếu", "còn thấp", "xuống cấp", "hư hỏng", "chấn chỉnh",
)  # fmt: skip
_BETTERMENT_WORDS = (
    "nâng cao", "nâng cấp", "tăng cường", "cải thiện", "cải tiến", "đổi mới", "hoàn thiện",
)  # fmt: skip
_WEAKNESS = re.compile(rf"(?<!\w)(?:{'|'.join(_WEAKNESS_WORDS)})(?<!thiếu(?= niên)|thiếu(?= nhi))(?!\w)")
_BETTERMENT = re.compile(rf"(?<!\w)(?:{'|'.join(_BETTERMENT_WORDS)})(?!\w)")


def parse(target: object, action: object) -> Literal["improve", "keep"] | None:
    """From the target and the action of a line; a target that both keeps and mends is left undecided."""
    return of_texts(clean(as_typed(target)), clean(as_typed(action)))


def of_texts(target: str, action: str) -> Literal["improve", "keep"] | None:
    """The same for texts that were cleaned already, as those of a line are."""
    aim, work = target.lower(), action.lower()
    if _KEEPS.match(aim):
        return None if _says(_WEAKNESS, _WEAKNESS_WORDS, aim) else "keep"
    both = f"{aim}\n{work}"
    is_mended = _says(_WEAKNESS, _WEAKNESS_WORDS, both) or _says(_BETTERMENT, _BETTERMENT_WORDS, both)
    return "improve" if is_mended else None


def _says(pattern: re.Pattern[str], words: tuple[str, ...], text: str) -> bool:
    """Whether one of the words stands in a text; most texts hold none, and a pattern is slow on a long one."""
    return any(word in text for word in words) and pattern.search(text) is not None
