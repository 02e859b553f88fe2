"""What the page of money and requests says of itself."""

from __future__ import annotations

import pandas as pd

from pages.parts import words

VIEWS = {"xin-ho-tro": "Việc xin hỗ trợ", "kinh-phi": "Kinh phí", "truong": "Theo trường"}
CAPTION = "Gồm dòng kế hoạch xin cơ quan quản lý và mục Kiến nghị, đề xuất trong báo cáo; xin ai là theo chữ trường ghi."


def sentence(by_school: pd.DataFrame) -> str:
    """What is asked, what is open and for how long, and the money. Takes requests.by_school."""
    if by_school.empty:
        return "Chưa có kế hoạch, kiến nghị nào để biết trường cần kinh phí, xin hỗ trợ gì."
    count = {name: int(by_school[f"{name}_count"].sum()) for name in ("request", "open_request", "line")}
    year = by_school["school_year"].iloc[0]
    schools = int((by_school["request_count"] > 0).sum())
    if not count["request"]:
        none = (
            f"{words.escape_markdown(by_school['school_name'].iloc[0])} không xin cơ quan quản lý hỗ trợ việc nào"
            if len(by_school) == 1
            else "không trường nào xin cơ quan quản lý hỗ trợ"
        )
        said = f"Năm học {year}: {none}"
    else:
        said = (
            f"Năm học {year}: {words.number(schools)} trường xin hỗ trợ {words.number(count['request'])} việc, "
            + (
                f"{_open(count['open_request'], count['request'])}, lâu nhất"
                f" {words.number(by_school['longest_waiting_days'].max())} ngày"
                if count["open_request"]
                else "việc nào cũng đã được trả lời hoặc đã xong"
            )
        )
    return f"{said}; {_money(by_school, count['line'])}."


def _open(open_count: int, count: int) -> str:
    if open_count == count:
        return "chưa việc nào được trả lời"
    return f"{words.number(open_count)} việc chưa được trả lời"


def _money(by_school: pd.DataFrame, line_count: int) -> str:
    known, unclear, unwritten = (
        int(by_school[f"{name}_amount_count"].sum()) for name in ("known", "unclear", "unwritten")
    )
    if not line_count:
        return "chưa có kế hoạch nào để biết cần bao nhiêu kinh phí"
    if not known:
        return f"trong {words.number(line_count)} dòng kế hoạch chưa dòng nào ghi rõ số tiền"
    total = int(by_school["budget_vnd"].sum())
    apart = [f"{words.number(unclear)} dòng chưa rõ số tiền"] if unclear else []
    apart += [f"{words.number(unwritten)} dòng không ghi kinh phí"] if unwritten else []
    said = f"kinh phí đã ghi rõ {words.number(total)} đồng trong {words.number(known)} dòng"
    return said + (f" ({', '.join(apart)})" if apart else "")
