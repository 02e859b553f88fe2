"""What schools ask for at the end of their reports: the section "Kiến nghị, đề xuất" under the table."""

from __future__ import annotations

from functools import cache
from random import Random

from data.sample import district
from data.sample.district import SEED, School
from data.sample.truth import RequestTruth, Truth
from data.sample.workbooks import Page

_TITLES = (
    "V. Kiến nghị, đề xuất:",
    "IV. Đề xuất, kiến nghị",
    "Kiến nghị:",
    "V. Kiến nghị, đề xuất với cấp trên:",
)
_TO = {
    "Đối với Phòng GDĐT": (
        "Tổ chức lớp tập huấn viết báo cáo tự đánh giá cho giáo viên mới tham gia hội đồng.",
        "Tham mưu bổ sung biên chế giáo viên tin học và nhân viên y tế.",
        "Cấp thêm thiết bị cho phòng học bộ môn theo danh mục tối thiểu.",
    ),
    "Đối với UBND phường": (
        "Sửa vỉa hè và thoát nước trước cổng trường trước mùa mưa.",
        "Hỗ trợ kinh phí sơn sửa dãy phòng học cũ.",
        "Bố trí lực lượng giữ trật tự trước cổng trường giờ tan học.",
    ),
    "Đối với Sở GDĐT": ("Mở lớp bồi dưỡng công tác kiểm định chất lượng cho cán bộ quản lý mới bổ nhiệm.",),
    "Đối với nhà trường": ("Các tổ chuyên môn tự rà soát minh chứng vào cuối mỗi tháng.",),
}
_TO_NOBODY = (
    "Quan tâm đầu tư thêm phòng học để giảm sĩ số mỗi lớp.",
    "Cần hỗ trợ kinh phí thay bàn ghế đã hỏng.",
)


@cache
def of(school: School, school_year: str) -> tuple[RequestTruth, ...]:
    """What a school asks for at the end of a school year; most ask for nothing, and in the name of schools that exist
    nothing is asked."""
    rng = Random(f"{SEED}/wishes/{school.school_code}/{school_year}")
    if district.is_real(school) or rng.random() > 0.3:
        return ()
    if rng.random() < 0.3:
        return tuple(RequestTruth(text, None) for text in rng.sample(_TO_NOBODY, rng.randint(1, 2)))
    chosen = rng.sample(sorted(_TO), rng.randint(1, 2))
    return tuple(
        RequestTruth(text, addressee)
        for addressee in chosen
        for text in rng.sample(_TO[addressee], min(len(_TO[addressee]), rng.randint(1, 2)))
    )


def put(page: Page, school: School, school_year: str, row: int) -> tuple[int, Truth | None]:
    """The section below a table, whose last row is the one before; the row below it, and what it says."""
    asked = of(school, school_year)
    rng = Random(f"{SEED}/wishes/page/{school.school_code}/{school_year}")
    if not asked:
        if rng.random() < 0.2:
            page.put(row + 1, 1, "V. Kiến nghị, đề xuất: Không có")
            row += 2
        return row, None
    row += 1
    page.put(row, 1, rng.choice(_TITLES))
    addressee: str | None = None
    for each in asked:
        row += 1
        if each.addressee != addressee:
            addressee = each.addressee
            page.put(row, 1, f"{addressee}:")
            row += 1
        page.put(row, 1, f"- {each.text}")
    return row + 1, Truth(None, asked)
