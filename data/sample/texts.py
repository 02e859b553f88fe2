"""A stock of stories for plans and results, written for this sample, each told anew for every line."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from data.sample import grammar
from data.sample.grammar import Pen

FILE = Path(__file__).parent / "texts.csv"
FEWEST_VARIANTS = 4

_COMMON = {
    "1.1": "strategy", "1.2": "council", "1.3": "unions", "1.4": "leaders", "1.5": "classes", "1.6": "finance",
    "1.7": "staffing", "1.8": "edumgmt", "1.9": "democracy", "1.10": "safety", "2.1": "managers", "2.2": "teachers",
    "2.3": "employees", "2.4": "pupils", "3.1": "grounds", "3.2": "rooms", "3.3": "offices", "3.4": "water",
    "3.5": "equipment", "3.6": "library", "4.1": "parents", "4.2": "community",
}  # fmt: skip
_TT57 = {
    "1.1": "strategy", "1.2": "leaders", "1.3": "data", "1.4": "review", "2.1": "managers", "2.2": "teachers",
    "2.3": "employees", "3.2": "method", "3.4": "inclusion", "4.2": "safety", "4.3": "parents",
}  # fmt: skip
# Which theme a criterion of a framework is about: the same code means different things.
THEMES: dict[str, dict[str, str]] = {
    "TT19-2018": {code: theme for code, theme in _COMMON.items() if code != "2.4"}
    | {"3.4": "kitchen", "3.5": "toys", "3.6": "water"}
    | {"5.1": "programme_mn", "5.2": "care", "5.3": "health", "5.4": "outcome_mn"},
    "TT17-2018": _COMMON
    | {"5.1": "edumgmt", "5.2": "programme", "5.3": "activities", "5.4": "universal", "5.5": "outcome"},
    "TT18-2018": _COMMON
    | {
        "5.1": "programme",
        "5.2": "gifted",
        "5.3": "local",
        "5.4": "career",
        "5.5": "lifeskills",
        "5.6": "outcome",
    },
    "TT57-2026-MN": _TT57 | {"3.1": "programme_mn", "3.3": "care", "3.5": "outcome_mn", "4.1": "toys"},
    "TT57-2026-PT": _TT57 | {"3.1": "programme", "3.3": "activities", "3.5": "outcome", "4.1": "equipment"},
}
# Together never as long as a text that could be called a copy: two schools that say nothing say the same.
VAGUE_TARGETS = ("Nâng cao chất lượng", "Tốt hơn năm trước", "Đạt yêu cầu", "Đúng quy định")
VAGUE_ACTIONS = ("Thực hiện tốt", "Theo kế hoạch", "Thực hiện")
VAGUE_DONE = ("Thực hiện tốt", "Đã thực hiện", "Thực hiện đúng kế hoạch", "Đã hoàn thành")
LONGEST_TERSE = 7
_KEEPING = (
    "Giữ vững kết quả {work}, làm tốt hơn năm trước",
    "Phát huy điểm mạnh trong việc {work}",
    "Duy trì đều đặn việc {work}",
)
_CARRYING_ON = ("Tiếp tục {work}", "Tiếp tục thực hiện", "Duy trì việc {work} trong thời gian tới")
_UNDER_WAY = (
    "Đang {work}, dự kiến xong trong {when}",
    "Đang tiến hành {work}",
    "Đã làm được một phần việc {work}, phần còn lại làm trong {when}",
)
_SLOW = (
    "Đang {work} nhưng chậm do chờ kinh phí",
    "Việc {work} chậm so với kế hoạch vì thiếu nhân sự",
    "Chưa kịp {work} theo tiến độ, lý do: chờ thủ tục",
)
_NOT_STARTED = (
    "Chưa {work} vì chưa có kinh phí",
    "Chưa triển khai việc {work}",
    "Chưa {work}, chuyển sang năm học sau",
)
_WHEN = ("hè", "học kỳ tới", "quý III", "tháng 8")


@dataclass(frozen=True, slots=True)
class Story:
    """The sentences of one improvement, from what is wanted to what became of it; slots still open but in `work`."""

    target: str
    action: str
    done: str
    work: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, and for which school year."""

    level: str
    school_year: str

    def pen(self, rng: Random, story: Story) -> Pen:
        """A pen for the texts of one story."""
        told = {name: getattr(story, name) for name in ("target", "action", "done", "work")}
        return Pen(rng, level=self.level, school_year=self.school_year, story=told)


@cache
def stock() -> dict[str, tuple[Story, ...]]:
    """Theme -> its stories, slots still open."""
    found: dict[str, list[Story]] = defaultdict(list)
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["theme"]].append(Story(row["target"], row["action"], row["done"], row["work"]))
    return {theme: tuple(stories) for theme, stories in found.items()}


def story(rng: Random, framework_code: str, criterion_code: str, hand: Hand) -> Story:
    """One story for a criterion."""
    chosen = rng.choice(stock()[THEMES[framework_code][criterion_code]])
    return replace(chosen, work=hand.pen(rng, chosen).fill(chosen.work))


def target(rng: Random, story: Story, hand: Hand) -> str:
    """What a plan wants, with how it will be seen."""
    pen = hand.pen(rng, story)
    return ", ".join((pen.write("target"), *pen.several("aim", rng.choice((1, 1, 2)))))


def action(rng: Random, story: Story, hand: Hand) -> str:
    """What a plan does about it, with who, when, where."""
    pen = hand.pen(rng, story)
    mark = rng.choice((". ", ". ", "; "))
    ways = pen.several("way", rng.choice((2, 3, 3, 3)))
    return mark.join((pen.write("action"), *(grammar.lowered(way) if mark == "; " else way for way in ways)))


def done(rng: Random, story: Story, hand: Hand) -> str:
    """What became of it when it was done; now and then in three words."""
    if len(story.work.split()) < LONGEST_TERSE - 1 and rng.random() < 0.4:
        return f"Đã {story.work}"
    pen = hand.pen(rng, story)
    return "; ".join((pen.write("done"), *pen.several("result", 3)))


def keeping(rng: Random, story: Story) -> str:
    """A target that keeps a strength instead of mending a weakness."""
    return rng.choice(_KEEPING).format(work=story.work)


def carrying_on(rng: Random, story: Story) -> str:
    """What stands in the second column when the first already says it is done."""
    return rng.choice(_CARRYING_ON).format(work=story.work)


def under_way(rng: Random, story: Story) -> str:
    return rng.choice(_UNDER_WAY).format(work=story.work, when=rng.choice(_WHEN))


def slow(rng: Random, story: Story) -> str:
    return rng.choice(_SLOW).format(work=story.work)


def not_started(rng: Random, story: Story) -> str:
    return rng.choice(_NOT_STARTED).format(work=story.work)
