"""python -m queries NAME [--as-of YYYY-MM-DD] [--school CODE] [key=value ...] [--json|--csv], or --list."""

from __future__ import annotations

import argparse
import importlib
import inspect
import os
import re
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from typing import NoReturn, get_type_hints

import duckdb
import pandas as pd

from data.home import home_folder, open_home, store_path, today
from data.lens import TIME_ZONE, Lens, office_lens, school_lens
from data.store import Store, StoreBusy
from queries import asking, printing, schools
from queries.choice import Choice

Question = Callable[..., pd.DataFrame]
SHARED = [field.name for field in fields(Choice)]


class WrongUsage(Exception):
    """What was typed cannot be meant. The message is for the user, in Vietnamese."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUsage("Lệnh gõ chưa đúng. Cách dùng: " + " ".join((__doc__ or "").split()))


def main(arguments: list[str]) -> int:
    """Run one question and print its answer; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        typed = _parser().parse_intermixed_args(arguments)
        if typed.list:
            sys.stdout.write(
                "".join(f"{name:32} {asking.header(name)['question']}\n" for name in asking.names())
            )
            return 0
        question = named_question(typed.name)
        values = parameters(typed.name, question, typed.values)
        day = None if typed.as_of is None else parsed_day(typed.as_of)
        answer = answered(question, values, day=day, school=typed.school)
    except WrongUsage as wrong:
        return failed(str(wrong), 2)
    except StoreBusy as busy:
        return failed(str(busy), 1)
    except duckdb.InterruptException:
        return failed("Câu hỏi chạy quá lâu nên đã dừng. Hãy thu hẹp bằng school_year=... hoặc level=...", 1)
    except FileNotFoundError as missing:
        return failed(str(missing), 1)
    except duckdb.Error:
        return failed("Không đọc được kho dữ liệu; hãy kiểm tra bằng python -m data status.", 1)
    form = printing.as_json if typed.json else printing.as_csv if typed.csv else printing.as_table
    sys.stdout.write(form(answer))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m queries", allow_abbrev=False, add_help=False)
    parser.add_argument("name", nargs="?")
    parser.add_argument("values", nargs="*")
    parser.add_argument("--as-of")
    parser.add_argument("--school")
    parser.add_argument("--list", action="store_true")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")
    return parser


def named_question(name: str | None) -> Question:
    """The function of a question's name."""
    if name not in asking.names():
        asked = "Chưa nêu tên câu hỏi" if name is None else f"Không có câu hỏi tên “{name}”"
        raise WrongUsage(f"{asked}; gõ python -m queries --list để xem các tên.")
    topic, question = name.split(".")
    return getattr(importlib.import_module(f"queries.{topic}"), question)


def parameters(name: str, question: Question, typed: list[str]) -> dict[str, object]:
    """The typed key=value pairs, each known to the question and of its type."""
    hints = get_type_hints(question)
    extras = {
        key: parameter
        for key, parameter in inspect.signature(question).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }
    values: dict[str, object] = {}
    for pair in typed:
        key, sign, value = pair.partition("=")
        if not sign or key not in [*SHARED, *extras]:
            known = ", ".join([*SHARED, *extras])
            raise WrongUsage(
                f"Câu hỏi {name} không có tham số “{pair}”; các tham số là: {known} (viết key=value)."
            )
        if hints.get(key) is int and not re.fullmatch(r"\d{1,4}", value):
            raise WrongUsage(f"Tham số {key} phải là một số nguyên, không phải “{value}”.")
        if key == "school_year" and not re.fullmatch(r"\d{4}-\d{4}", value):
            raise WrongUsage(f"Năm học viết như 2023-2024, không phải “{value}”.")
        values[key] = int(value) if hints.get(key) is int else value
    for key, parameter in extras.items():
        if parameter.default is inspect.Parameter.empty and key not in values:
            raise WrongUsage(f"Câu hỏi {name} cần thêm tham số {key}=...")
    return values


def parsed_day(text: str) -> date:
    """The day of --as-of."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise WrongUsage(f"Ngày của --as-of viết như 2026-11-20, không phải “{text}”.") from wrong


def answered(
    question: Question, values: dict[str, object], *, day: date | None, school: str | None
) -> pd.DataFrame:
    """Open the store of DASHBOARD_HOME, ask, close it."""
    home = home_folder(os.environ)
    if not store_path(home).is_file():
        raise FileNotFoundError(
            f"Chưa có kho dữ liệu trong thư mục {home}. Hãy tạo bằng python -m data sample hoặc python -m data import, "
            "hay đặt DASHBOARD_HOME vào đúng thư mục."
        )
    store = open_home(home)
    try:
        lens = chosen_lens(store, day or today(store, datetime.now(TIME_ZONE)), school)
        choice = Choice(**{key: str(value) for key, value in values.items() if key in SHARED})
        return question(
            store, lens, choice, **{key: value for key, value in values.items() if key not in SHARED}
        )
    finally:
        store.close()


def chosen_lens(store: Store, day: date, school: str | None) -> Lens:
    """The office's lens, or that of one school the office keeps on that day."""
    if school is None:
        return office_lens(day)
    if school not in set(schools.listing(store, office_lens(day), Choice())["school_code"]):
        raise WrongUsage(f"Không có trường nào mang mã “{school}” vào ngày {day:%d/%m/%Y}.")
    return school_lens(school, day)


def failed(sentence: str, code: int) -> int:
    """Say why on stderr."""
    sys.stderr.write(sentence + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
