"""Headings that schools write instead of the official ones: domain.md 3.3 to 3.6, put down here by hand."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "plan": {
        "one": {"ordinal": "STT", "criterion": "Tiêu chuẩn/tiêu chí", "target": "Kết quả cần đạt",
                "action": "Công việc cần thực hiện", "responsible": "Người chủ trì", "time": "Thời gian",
                "budget": "Kinh phí", "support": "Điều kiện hỗ trợ", "note": "G/c"},
        "two": {"ordinal": "Số TT", "criterion": "Tiêu chuẩn - tiêu chí", "target": "KQ cần đạt", "action": "Giải pháp",
                "responsible": "Chủ trì/phối hợp", "time": "Thời gian thực hiện", "budget": "Dự kiến KP",
                "support": "ĐK hỗ trợ khác", "note": "Ghi chú (nếu có)"},
        "three": {"ordinal": "Số thứ tự", "criterion": "TC", "target": "Mục tiêu", "action": "Giải pháp thực hiện",
                  "responsible": "Người thực hiện", "time": "Thời gian TH", "budget": "Kinh phí dự kiến",
                  "support": "Điều kiện khác", "note": "Ghi chú"},
        "four": {"ordinal": "#", "criterion": "T.chí", "target": "Mục tiêu cần đạt", "action": "Nội dung công việc",
                 "responsible": "Nhân lực", "time": "Thời gian hoàn thành", "budget": "Nguồn kinh phí",
                 "support": "Hỗ trợ", "note": "Ghi chú"},
        "five": {"ordinal": "Stt", "criterion": "Tiêu chí", "target": "Kết quả dự kiến", "action": "Biện pháp",
                 "responsible": "Nhân sự thực hiện", "time": "Thời hạn", "budget": "Dự kiến kinh phí (đồng)",
                 "support": "Nguồn lực", "note": "Ghi chú"},
        "six": {"ordinal": "TT", "criterion": "Mã tiêu chí", "target": "Mục tiêu, kết quả cần đạt",
                "action": "Biện pháp cải tiến", "responsible": "Người phụ trách", "time": "Tiến độ",
                "budget": "Kinh phí", "support": "Điều kiện hỗ trợ khác", "note": "Ghi chú"},
        "seven": {"ordinal": "TT", "criterion": "Tiêu chuẩn, tiêu chí cần cải tiến", "target": "Kết quả mong đợi",
                  "action": "Công việc, giải pháp cần thực hiện", "responsible": "Đơn vị/cá nhân phụ trách",
                  "time": "Mốc thời gian", "budget": "Kinh phí", "support": "Nguồn lực", "note": "Ghi chú"},
        "eight": {"ordinal": "T.T", "criterion": "Tiêu chí cần cải tiến", "target": "Yêu cầu cần đạt",
                  "action": "Các giải pháp thực hiện", "responsible": "Bộ phận thực hiện", "time": "Thời điểm",
                  "budget": "Kinh phí thực hiện", "support": "ĐK hỗ trợ", "note": "Ghi chú khác"},
    },
    "results": {
        "one": {"plan_initial": "Nội dung KH xây dựng đầu năm", "plan_adjusted": "Nội dung điều chỉnh",
                "done": "Đã hoàn thành", "doing": "Đang triển khai", "not_started": "Chưa thực hiện"},
        "two": {"plan_initial": "KH đầu năm", "plan_adjusted": "KH điều chỉnh", "done": "Đã thực hiện",
                "doing": "Đang thực hiện", "not_started": "Chưa triển khai"},
        "three": {"plan_initial": "Kế hoạch đầu năm", "plan_adjusted": "Điều chỉnh (nếu có)", "done": "Công việc đã xong",
                  "doing": "Chậm tiến độ", "not_started": "Chưa làm"},
        "four": {"plan_initial": "Nội dung kế hoạch xây dựng đầu năm học", "plan_adjusted": "Nội dung kế hoạch đã điều chỉnh",
                 "done": "Những việc đã triển khai xong", "doing": "Những việc đang triển khai hoặc chậm",
                 "not_started": "Những việc chưa triển khai"},
    },
    "self_evaluation": {
        "one": {"criterion": "Tiêu chí", "level_0": "Chưa đạt", "level_1": "Đạt Mức 1", "level_2": "Đạt Mức 2",
                "level_3": "Đạt Mức 3"},
        "two": {"criterion": "Tiêu chuẩn/tiêu chí", "level_0": "Không đạt", "level_1": "Mức I", "level_2": "Mức II",
                "level_3": "Mức III"},
        "three": {"criterion": "TC", "level_0": "KĐ", "level_1": "M1", "level_2": "M2", "level_3": "M3"},
    },
    "findings": {
        "one": {"criterion": "Tiêu chí", "state": "Hiện trạng", "strength": "Những điểm mạnh", "weakness": "Những điểm yếu",
                "plan_text": "Biện pháp khắc phục", "level": "Mức đạt"},
        "two": {"criterion": "Tiêu chuẩn/tiêu chí", "state": "Thực trạng", "strength": "Ưu điểm",
                "weakness": "Tồn tại, hạn chế", "plan_text": "Hướng khắc phục", "level": "Kết quả tự đánh giá"},
    },
    "recommendations": {
        "one": {"criterion": "Tiêu chuẩn, tiêu chí", "strength": "Ưu điểm", "weakness": "Hạn chế",
                "recommendation": "Kiến nghị của đoàn đánh giá ngoài", "response": "Hướng thực hiện"},
        "two": {"criterion": "Tiêu chí liên quan", "recommendation": "Nội dung khuyến nghị", "time": "Thời gian thực hiện",
                "response": "Kế hoạch thực hiện", "responsible": "Người thực hiện"},
    },
    "requests": {
        "one": {"criterion": "Tiêu chí liên quan", "request": "Nội dung đề xuất", "addressee": "Cơ quan giải quyết"},
        "two": {"request": "Kiến nghị, đề xuất", "addressee": "Cấp giải quyết", "note": "G/c"},
    },
    "findings_tt57": {
        "one": {"criterion": "Tiêu chí liên quan", "state": "Hiện trạng", "weakness": "Hạn chế", "cause": "Nguyên nhân"},
    },
    "plan_tt57": {
        "one": {"ordinal": "STT", "content": "Nội dung cần cải tiến", "target": "Mục tiêu", "action": "Hoạt động, giải pháp",
                "indicator": "Chỉ số đánh giá", "time": "Thời gian", "responsible": "Người phụ trách",
                "support": "Nguồn lực", "evidence": "Minh chứng dự kiến", "status": "Mức độ hoàn thành"},
    },
    "tracking_tt57": {
        "one": {"moment": "Thời điểm theo dõi", "content": "Nội dung theo dõi, đánh giá", "result": "Kết quả",
                "adjustment": "Nội dung điều chỉnh", "assessor": "Người theo dõi"},
    },
    "schedule": {
        "one": {"ordinal": "TT", "school": "Trường", "time": "Thời gian ĐGN", "kdcl": "KĐCLGD", "cqg": "Chuẩn QG"},
        "two": {"school": "Tên đơn vị", "time": "Thời gian", "kdcl": "Kiểm định", "cqg": "Chuẩn quốc gia"},
        "three": {"school": "Đơn vị", "time": "Tháng ĐGN", "kdcl": "Đạt KĐ", "cqg": "CQG"},
        "four": {"school": "Cơ sở giáo dục", "time": "Dự kiến", "kdcl": "KĐCL", "cqg": "Đạt chuẩn quốc gia"},
    },
    "schools": {
        "one": {"school": "Tên đơn vị", "level": "Bậc học", "ownership": "Công lập/ngoài công lập", "ward": "Phường/xã",
                "alias": "Tên viết tắt"},
        "two": {"school": "Trường", "level": "Cấp", "ownership": "Loại hình trường", "ward": "Địa bàn"},
    },
    "recognitions": {
        "one": {"school": "Đơn vị", "recognition_kind": "Danh hiệu", "grade": "Cấp độ/Mức độ", "decision_number": "Số QĐ",
                "signed_on": "Ngày cấp", "expires_on": "Có giá trị đến"},
        "two": {"school": "Trường", "recognition_kind": "Nội dung công nhận", "grade": "Mức", "decision_number": "Quyết định số",
                "signed_on": "Ngày kí", "expires_on": "Hết hạn"},
    },
}  # fmt: skip
