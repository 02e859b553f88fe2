"""Every form of data/intake/layouts/forms.csv, filled in; what is read of it is written out by hand."""

from __future__ import annotations

from tests.data.intake.corpus.document import Form

ONE_2018 = "Tiêu chuẩn 1: Tổ chức và quản lý nhà trường"
TWO_2018 = "Tiêu chuẩn 2: Cán bộ quản lý, giáo viên, nhân viên và học sinh"
THREE_2018 = "Tiêu chuẩn 3: Cơ sở vật chất và thiết bị dạy học"
FIVE_2018 = "Tiêu chuẩn 5: Hoạt động giáo dục và kết quả giáo dục"
SCHOOL = "THCS-Minh"


def when(starts_on: str | None, ends_on: str | None) -> dict[str, object]:
    return {"starts_on": starts_on, "ends_on": ends_on}


HKI, HKII = when("2023-09-05", "2024-01-15"), when("2024-01-16", "2024-05-31")
WHOLE_YEAR = when("2023-09-05", "2024-05-31")

PLAN = Form(
    "plan", "plan", "2023-2024", SCHOOL,
    {
        "ordinal": "TT",
        "criterion": "Tiêu chuẩn, tiêu chí",
        "target": "Kết quả cần đạt (so với hiện trạng)",
        "action": "Công việc/giải pháp cần thực hiện",
        "responsible": "Chủ trì và phối hợp thực hiện",
        "time": "Thời gian thực hiện và hoàn thành",
        "budget": "Dự kiến kinh phí",
        "support": "Điều kiện hỗ trợ khác",
        "note": "Ghi chú",
    },
    (
        ("", "Tiêu chí 1.3", "Có 12 buổi sinh hoạt chuyên đề trong năm", "Lập lịch sinh hoạt từng tháng và phân công",
         "Bí thư chi bộ, tổ trưởng", "HKI", "5 triệu", "Phòng họp", "Việc gấp"),
        ("", "Tiêu chí 1.10", "Không còn điểm mất an toàn ở cổng", "Lắp thêm đèn chiếu sáng và gương cầu",
         "Bảo vệ", "9/2023", "Không", "Công an phường", ""),
        ("", "Tiêu chí 2.2", "Thêm 3 giáo viên đạt trình độ trên chuẩn", "Cử giáo viên đi học theo kế hoạch",
         "Phó hiệu trưởng", "Suốt năm học", "12.500.000đ", "Trường đại học", "Đã đăng kí"),
        ("", "Tiêu chí 3.6", "Thư viện có thêm 200 đầu sách", "Vận động phụ huynh tặng sách cho thư viện",
         "Nhân viên thư viện", "10/2023 - 3/2024", "Xã hội hóa", "", ""),
        ("", "Tiêu chí 5.2", "Có 5 học sinh giỏi cấp quận", "Bồi dưỡng học sinh giỏi mỗi tuần hai buổi",
         "Giáo viên bộ môn, phụ huynh", "Cuối năm học", "2 tỷ", "Phòng máy", "Theo dõi"),
    ),
    (
        {"criterion_code": "1.3", **HKI, "budget_vnd": 5_000_000},
        {"criterion_code": "1.10", **when("2023-09-01", "2023-09-30"), "budget_vnd": 0},
        {"criterion_code": "2.2", **WHOLE_YEAR, "budget_vnd": 12_500_000},
        {"criterion_code": "3.6", **when("2023-10-01", "2024-03-31"), "budget_vnd": None},
        {"criterion_code": "5.2", **when("2024-05-01", "2024-05-31"), "budget_vnd": 2_000_000_000},
    ),
    {0: ONE_2018, 2: TWO_2018, 3: THREE_2018, 4: FIVE_2018},
    {"Nội dung kế hoạch": ("target", "action"), "Nguồn lực thực hiện kế hoạch": ("budget", "support")},
    ("criterion", "action", "time"),
)  # fmt: skip

RESULTS = Form(
    "results", "results", "2023-2024", SCHOOL,
    {
        "ordinal": "TT",
        "criterion": "Tiêu chuẩn, tiêu chí",
        "plan_initial": "ND Kế hoạch cải tiến chất lượng được XD đầu năm",
        "plan_adjusted": "ND Kế hoạch cải tiến chất lượng giáo dục đã được điều chỉnh",
        "done": "Những công việc đã triển khai xong theo đúng KH",
        "doing": "Những công việc đang triển khai theo KH, hoặc chậm so với KH (lý do chậm tiến độ), "
        "đánh giá sơ bộ về những ND đã triển khai",
        "not_started": "Những công việc chưa triển khai",
        "note": "Ghi chú",
    },
    (
        ("1", "Tiêu chí 1.3", "Sinh hoạt chuyên đề mỗi tháng một lần", "", "Đã sinh hoạt đủ chín chuyên đề", "Không",
         "Không", "Có biên bản"),
        ("2", "Tiêu chí 1.10", "Lắp đèn chiếu sáng và gương cầu", "Chỉ lắp đèn ở cổng sau", "Không",
         "Đang xin báo giá của ba đơn vị", "Không", "Kèm báo giá"),
        ("3", "Tiêu chí 2.2", "Cử ba giáo viên đi học", "", "Không", "Không", "Chưa cử được giáo viên nào đi học",
         "Thiếu người dạy thay"),
        ("4", "Tiêu chí 5.2", "Bồi dưỡng học sinh giỏi mỗi tuần", "", "Đã bồi dưỡng đủ ba mươi buổi", "Không", "Không",
         "Có danh sách"),
    ),
    (
        {"criterion_code": "1.3", "suggested_status": "done"},
        {"criterion_code": "1.10", "suggested_status": "in_progress"},
        {"criterion_code": "2.2", "suggested_status": "not_started"},
        {"criterion_code": "5.2", "suggested_status": "done"},
    ),
    {0: ONE_2018, 2: TWO_2018, 3: FIVE_2018},
    {
        "ND Kế hoạch cải tiến chất lượng giáo dục năm học 2023 – 2024": ("plan_initial", "plan_adjusted"),
        "Kết quả thực hiện": ("done", "doing", "not_started"),
    },
    ("criterion", "done", "doing", "not_started"),
)  # fmt: skip

SELF_EVALUATION = Form(
    "self_evaluation", "self_evaluation", "2023-2024", SCHOOL,
    {
        "ordinal": "TT",
        "criterion": "Tiêu chuẩn, tiêu chí",
        "level_0": "Không đạt",
        "level_1": "Mức 1",
        "level_2": "Mức 2",
        "level_3": "Mức 3",
        "note": "Ghi chú",
    },
    (
        ("1", "Tiêu chí 1.1", "", "X", "X", "X", "Có đủ minh chứng của năm năm"),
        ("2", "Tiêu chí 1.2", "", "x", "", "", ""),
        ("3", "Tiêu chí 1.10", "X", "", "", "", "Cổng trường còn mất an toàn"),
        ("4", "Tiêu chí 3.6", "", "x", "X", "", ""),
        ("5", "Tiêu chí 5.6", "", "X", "X", "X", "Kết quả ổn định nhiều năm"),
    ),
    (
        {"criterion_code": "1.1", "level": 3},
        {"criterion_code": "1.2", "level": 1},
        {"criterion_code": "1.10", "level": 0},
        {"criterion_code": "3.6", "level": 2},
        {"criterion_code": "5.6", "level": 3},
    ),
    {0: ONE_2018, 3: THREE_2018, 4: FIVE_2018},
    {"Kết quả": ("level_0", "level_1", "level_2", "level_3")},
    ("criterion", "level_0", "level_1", "level_2", "level_3"),
)  # fmt: skip

FINDINGS = Form(
    "findings", "findings", "2023-2024", SCHOOL,
    {
        "ordinal": "TT",
        "criterion": "Tiêu chuẩn, tiêu chí",
        "state": "Mô tả hiện trạng",
        "strength": "Điểm mạnh",
        "weakness": "Điểm yếu",
        "plan_text": "Kế hoạch cải tiến chất lượng",
        "level": "Tự đánh giá",
        "note": "Ghi chú",
    },
    (
        ("1", "Tiêu chí 1.1", "Nhà trường có chiến lược đến năm 2025", "Chiến lược được góp ý rộng rãi trong trường",
         "Chưa rà soát giữa giai đoạn", "Rà soát chiến lược vào tháng 12", "Mức 2", "Xem biên bản"),
        ("2", "Tiêu chí 1.10", "Trường có hai cổng ra vào", "Có bảo vệ trực cả ngày", "Cổng sau thiếu đèn chiếu sáng",
         "Lắp thêm đèn ở cổng sau", "Không đạt", ""),
        ("3", "Tiêu chí 3.6", "Thư viện có 2.000 đầu sách", "Bạn đọc đến thư viện hằng ngày",
         "Sách tham khảo còn cũ", "Bổ sung sách mới mỗi học kỳ", "Mức 1", "Ưu tiên"),
    ),
    (
        {"criterion_code": "1.1", "level": 2},
        {"criterion_code": "1.10", "level": 0},
        {"criterion_code": "3.6", "level": 1},
    ),
    {0: ONE_2018, 2: THREE_2018},
    {"Kết quả tự đánh giá theo tiêu chí": ("strength", "weakness")},
    ("criterion", "weakness", "strength"),
)  # fmt: skip

FINDINGS_57 = Form(
    "findings_tt57", "findings", "2026-2027", SCHOOL,
    {
        "ordinal": "TT",
        "standard": "Tiêu chuẩn",
        "criterion": "Tiêu chí liên quan (nếu có)",
        "state": "Đánh giá hiện trạng",
        "weakness": "Điểm hạn chế",
        "cause": "Nguyên nhân của hạn chế",
    },
    (
        ("1", "Tiêu chuẩn 1", "Tiêu chí 1.4", "Đã có nhóm tự đánh giá của trường", "Chưa họp đều mỗi tháng một lần",
         "Chưa có lịch họp cố định"),
        ("2", "Tiêu chuẩn 4", "Tiêu chí 4.1", "Có 20 phòng học kiên cố", "Còn thiếu hai phòng bộ môn",
         "Chưa được bố trí vốn đầu tư"),
        ("3", "Tiêu chuẩn 2", "Tiêu chí 2.2", "Giáo viên đủ về số lượng", "Giáo viên còn ít dùng học liệu số",
         "Thiếu buổi tập huấn tại trường"),
    ),
    ({"criterion_code": "1.4", "standard": 1}, {"criterion_code": "4.1", "standard": 4},
     {"criterion_code": "2.2", "standard": 2}),
    {},
    {"Hạn chế và nguyên nhân của từng tiêu chí": ("weakness", "cause")},
    ("criterion", "state", "weakness"),
)  # fmt: skip

PLAN_57 = Form(
    "plan_tt57", "plan", "2026-2027", SCHOOL,
    {
        "ordinal": "TT",
        "criterion": "Tiêu chí liên quan",
        "content": "Nội dung cải tiến",
        "target": "Mục tiêu cải tiến",
        "action": "Hoạt động/giải pháp",
        "indicator": "Chỉ số đánh giá kết quả",
        "time": "Thời gian thực hiện",
        "responsible": "Đơn vị/cá nhân phụ trách",
        "support": "Nguồn lực bảo đảm",
        "evidence": "Thông tin, dữ liệu hoặc minh chứng dự kiến",
        "status": "Mức độ thực hiện",
    },
    (
        ("1", "Tiêu chí 1.4", "Nền nếp họp tự đánh giá của trường", "Mỗi tháng họp một lần trong năm",
         "Lập lịch họp cố định từ đầu năm",
         "9 biên bản họp đầy đủ", "9/2026", "Thư ký hội đồng tự đánh giá", "Kinh phí nhà trường", "Biên bản họp từng tháng",
         "Hoàn thành"),
        ("2", "Tiêu chí 4.1", "Phòng bộ môn còn thiếu của trường", "Thêm hai phòng bộ môn đạt chuẩn",
         "Tham mưu phường bố trí vốn",
         "2 phòng mới đưa vào dùng", "HKII", "Hiệu trưởng nhà trường", "200 triệu", "Quyết định giao vốn của phường",
         "Đang thực hiện"),
        ("3", "Tiêu chí 2.2", "Học liệu số của giáo viên", "Mỗi giáo viên có năm học liệu", "Tập huấn tại trường mỗi quý",
         "150 học liệu được duyệt", "Suốt năm học", "Phó hiệu trưởng chuyên môn", "Phòng máy tính", "Danh mục học liệu số",
         "Chưa hoàn thành"),
    ),
    (
        {"criterion_code": "1.4", **when("2026-09-01", "2026-09-30"), "progress": "done"},
        {"criterion_code": "4.1", **when("2027-01-16", "2027-05-31"), "progress": "in_progress"},
        {"criterion_code": "2.2", **when("2026-09-05", "2027-05-31"), "progress": "not_started"},
    ),
    {},
    {"Nội dung, mục tiêu": ("content", "target")},
    ("criterion", "content", "action"),
)  # fmt: skip

TRACKING = Form(
    "tracking_tt57", "tracking", "2026-2027", SCHOOL,
    {
        "moment": "Thời điểm",
        "content": "Nội dung theo dõi",
        "result": "Kết quả thực hiện",
        "adjustment": "Điều chỉnh (nếu có)",
        "assessor": "Người đánh giá",
    },
    (
        ("Cuối học kỳ I", "Nền nếp họp tự đánh giá", "Đã họp đủ bốn lần theo lịch", "Không", "Tổ giám sát"),
        ("Cuối năm học", "Phòng bộ môn của trường", "Xong một phòng trong hai phòng", "Lùi phòng thứ hai sang năm sau",
         "Tổ giám sát và phụ huynh"),
    ),
    ({}, {}),
    {},
    {"Theo dõi trong năm": ("content", "result", "adjustment")},
    ("moment", "content", "result"),
)  # fmt: skip

RECOMMENDATIONS = Form(
    "recommendations", "recommendations", "2023-2024", SCHOOL,
    {
        "ordinal": "TT",
        "criterion": "Tiêu chí",
        "strength": "Điểm mạnh",
        "weakness": "Điểm yếu",
        "recommendation": "Khuyến nghị của đoàn đánh giá ngoài",
        "response": "Biện pháp thực hiện của trường",
        "time": "Thời hạn",
        "responsible": "Người phụ trách",
    },
    (
        ("1", "Tiêu chí 1.1", "Chiến lược rõ ràng và được công khai", "Chưa rà soát giữa giai đoạn",
         "Rà soát chiến lược trước khi hết giai đoạn", "Họp hội đồng trường để rà soát", "12/2023", "Hiệu trưởng"),
        ("2", "Tiêu chí 3.6", "Thư viện rộng và thoáng", "Sách tham khảo còn cũ", "Bổ sung sách tham khảo cho giáo viên",
         "Lập danh mục sách cần mua", "HKII", "Nhân viên thư viện"),
    ),
    ({"criterion_code": "1.1", **when("2023-12-01", "2023-12-31")}, {"criterion_code": "3.6", **HKII}),
    {},
    {"Nhận xét của đoàn": ("strength", "weakness")},
    ("criterion", "recommendation", "response"),
)  # fmt: skip

REQUESTS = Form(
    "requests", "requests", "2023-2024", SCHOOL,
    {
        "ordinal": "TT",
        "criterion": "Tiêu chí",
        "request": "Nội dung kiến nghị, đề xuất",
        "addressee": "Kiến nghị với",
        "note": "Ghi chú",
    },
    (
        ("1", "Tiêu chí 3.1", "Cho phép mở rộng sân tập ra khu đất trống", "UBND phường", "Đã gửi công văn"),
        ("2", "Tiêu chí 2.2", "Mở lớp bồi dưỡng cho giáo viên mới về", "Phòng GDĐT", "Hai giáo viên"),
    ),
    ({"criterion_code": "3.1"}, {"criterion_code": "2.2"}),
    {},
    {"Kiến nghị của trường": ("request", "addressee")},
    ("criterion", "request", "addressee"),
)  # fmt: skip

SCHEDULE = Form(
    "schedule", "schedule", "2023-2024", None,
    {
        "ordinal": "STT",
        "school": "TÊN TRƯỜNG",
        "time": "THỜI GIAN ĐÁNH GIÁ NGOÀI",
        "kdcl": "KĐCL",
        "cqg": "CQG",
    },
    (
        ("1", "MN Canada - Việt Nam", "Tháng 10/2023", "X"),
        ("2", "Tiểu học Hoa Phượng", "Tháng 11/2023", "X"),
        ("3", "THCS Bình Minh", "Tháng 01/2024", "X", "X"),
    ),
    (
        {"school_code": "MN-Nam", **when("2023-10-01", "2023-10-31"), "asks_kdcl": True, "asks_cqg": False},
        {"school_code": "TH-Phượng", **when("2023-11-01", "2023-11-30"), "asks_kdcl": True, "asks_cqg": False},
        {"school_code": "THCS-Minh", **when("2024-01-01", "2024-01-31"), "asks_kdcl": True, "asks_cqg": True},
    ),
    {0: "Mầm non", 1: "Tiểu học", 2: "Trung học cơ sở"},
    {"ĐỀ NGHỊ CÔNG NHẬN": ("kdcl", "cqg")},
    ("school", "time", "kdcl", "cqg"),
)  # fmt: skip

SCHOOLS = Form(
    "schools", "schools", "", None,
    {
        "ordinal": "STT",
        "school": "Tên trường",
        "level": "Cấp học",
        "ownership": "Loại hình",
        "ward": "Phường, xã",
        "alias": "Tên gọi khác",
        "address": "Địa chỉ",
        "note": "Ghi chú",
    },
    (
        ("1", "MN Canada - Việt Nam", "Mầm non", "Ngoài công lập", "Phường Một", "CVN", "Số 1 đường Hoa", ""),
        ("2", "Tiểu học Hoa Phượng", "Tiểu học", "Công lập", "Phường Hai", "", "Số 2 đường Lá", "Có hai cơ sở"),
        ("3", "THCS Bình Minh", "THCS", "Công lập", "Xã Ba", "BM; Bình Minh", "Số 3 đường Cành", ""),
    ),
    (
        {"school_code": "MN-Nam", "level": "MN", "ownership": "private"},
        {"school_code": "TH-Phượng", "level": "TH", "ownership": "public"},
        {"school_code": "THCS-Minh", "level": "THCS", "ownership": "public"},
    ),
    {0: "Mầm non", 1: "Tiểu học", 2: "THCS"},
    {"Thông tin về trường": ("level", "ownership", "ward")},
    ("school", "level", "ownership"),
)  # fmt: skip

RECOGNITIONS = Form(
    "recognitions", "recognitions", "", None,
    {
        "ordinal": "STT",
        "school": "Tên trường",
        "recognition_kind": "Loại công nhận",
        "grade": "Cấp độ, mức độ",
        "decision_number": "Số quyết định",
        "signed_on": "Ngày ký",
        "expires_on": "Ngày hết hạn",
        "note": "Ghi chú",
    },
    (
        ("1", "MN Canada - Việt Nam", "KĐCLGD", "Cấp độ 1", "812/QĐ-SGDĐT", "13/06/2022", "13/06/2027", ""),
        ("2", "Tiểu học Hoa Phượng", "Chuẩn quốc gia", "Mức độ 1", "45/QĐ-UBND", "02/03/2021", "02/03/2026",
         "Bản sao đã nộp"),
        ("3", "THCS Bình Minh", "KĐCLGD", "Cấp độ 2", "813/QĐ-SGDĐT", "14/06/2022", "", ""),
    ),
    (
        {"school_code": "MN-Nam", "recognition_kind": "KDCL", "grade": 1, "decision_number": "812/QĐ-SGDĐT",
         "signed_on": "2022-06-13", "expires_on": "2027-06-13"},
        {"school_code": "TH-Phượng", "recognition_kind": "CQG", "grade": 1, "decision_number": "45/QĐ-UBND",
         "signed_on": "2021-03-02", "expires_on": "2026-03-02"},
        {"school_code": "THCS-Minh", "recognition_kind": "KDCL", "grade": 2, "decision_number": "813/QĐ-SGDĐT",
         "signed_on": "2022-06-14", "expires_on": None},
    ),
    {0: "Mầm non", 1: "Tiểu học", 2: "THCS"},
    {"Quyết định công nhận": ("decision_number", "signed_on", "expires_on")},
    ("school", "recognition_kind", "grade", "signed_on"),
)  # fmt: skip

FORMS = (
    PLAN, RESULTS, SELF_EVALUATION, FINDINGS, RECOMMENDATIONS, FINDINGS_57, PLAN_57, TRACKING, REQUESTS, SCHEDULE,
    SCHOOLS, RECOGNITIONS,
)  # fmt: skip
