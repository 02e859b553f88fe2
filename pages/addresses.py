"""The addresses of the pages, in one table: the navigation gives them out, and the gate knows no others."""

from __future__ import annotations

OVERVIEW = ""
SCHEDULE = "lich-danh-gia-ngoai"
COMPLETION = "ti-le-hoan-thanh"
WEAKNESSES = "diem-yeu-lap-lai"
OVERDUE = "bao-cao-qua-han"
HOLLOW = "noi-dung-can-doc-ky"
COMING = "sap-toi"
LIFELINES = "vong-doi-diem-yeu"
SINCE = "thay-doi-tu-cuoc-hop-truoc"
LEVELS = "vuong-o-dau"
CROSSWALK = "doi-chieu-hai-thong-tu"
REQUESTS = "kinh-phi-va-kien-nghi"
SCHOOL = "ho-so-truong"
HAND_IN = "nop-bang-tinh"
HAND_IN_MANY = "nop-nhieu-tep"
STATUSES = "xac-nhan-tinh-trang"
ACCOUNT = "tai-khoan"
ADMINISTRATION = "quan-tri"
SETTINGS = "cai-dat"

PAGES = frozenset(
    {
        OVERVIEW,
        SCHEDULE,
        COMPLETION,
        WEAKNESSES,
        OVERDUE,
        HOLLOW,
        COMING,
        LIFELINES,
        SINCE,
        LEVELS,
        CROSSWALK,
        REQUESTS,
        SCHOOL,
        HAND_IN,
        HAND_IN_MANY,
        STATUSES,
        ACCOUNT,
        ADMINISTRATION,
        SETTINGS,
    }
)
