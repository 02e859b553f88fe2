"""Whether a plan's line keeps a strength or mends a weakness. Says nothing where the words do not."""

from __future__ import annotations

import re
from typing import Literal

from data.intake.text import as_typed, clean

# All with accents: without them "chưa" is "chùa", and "thiếu" is the "thiểu" of "tối thiểu".
_KEEPS = re.compile(r"\W*(?:tiếp tục\s+)?(?:duy trì|giữ vững|giữ gìn|phát huy)(?!\w)")
_WEAKNESS = re.compile(
    r"(?<!\w)(?:khắc phục|bổ sung|chưa|còn thiếu|thiếu(?! niên| nhi)|hạn chế|cải tạo|sửa chữa|thay thế"
    r"|tồn tại|điểm yếu|yếu kém|còn yếu|còn thấp|xuống cấp|hư hỏng|chấn chỉnh)(?!\w)"
)
_BETTERMENT = re.compile(
    r"(?<!\w)(?:nâng cao|nâng cấp|tăng cường|cải thiện|cải tiến|đổi mới|hoàn thiện)(?!\w)"
)


def parse(target: object, action: object) -> Literal["improve", "keep"] | None:
    """From the target and the action of a line; a target that both keeps and mends is left undecided."""
    aim, work = (clean(as_typed(each)).lower() for each in (target, action))
    if _KEEPS.match(aim):
        return None if _WEAKNESS.search(aim) else "keep"
    both = f"{aim}\n{work}"
    return "improve" if _WEAKNESS.search(both) or _BETTERMENT.search(both) else None
