"""Which handed-in texts are like earlier ones: worked out once for each revision, as texts never change once kept."""

from __future__ import annotations

from data.store import Store, Writer

# Runs of three words; a text with fewer says too little to be called a copy.
FEWEST_SHARED = 6
# A copy in which every tenth word was changed still shares about 0.73 of its runs; texts of one subject share far less.
LEAST_SHARE = 0.5
# Which texts are held side by side at all: those that share runs which few texts have. Runs that stand in more count with
# the first few texts that have them, so that a text that a hundred schools copied is told as a copy of the first.
EARLIEST = 20
FEWEST_RARE = 3
MOST_CANDIDATES = 12
MOST_PER_TEXT = 5
REVISIONS_AT_ONCE = 200

_TEXTS = """
    select revision_id, line_no, 'plan' as part, concat_ws(' ', content, target, action) as text
    from kept.plan_line where revision_id in (select unnest($revisions))
    union all
    select revision_id, line_no, 'done', done_text
    from kept.result_line where revision_id in (select unnest($revisions))
    union all
    select revision_id, line_no, 'planned', concat_ws(' ', plan_initial, plan_adjusted)
    from kept.result_line where revision_id in (select unnest($revisions))
"""

_LIKE = """
    insert into kept.likeness
    with fresh as (
        select revision_id, line_no, part, school_code, school_year, recorded_at, len(hashes) as size, unnest(hashes) as hash
        from kept.text_shingle join kept.revision using (revision_id)
        where revision_id in (select unnest($revisions)) and part <> 'planned'
    ),
    wanted as materialized (
        select distinct part, hash from fresh
    ),
    held as (
        select revision_id, line_no, part, school_code, school_year, recorded_at, hash
        from (
            select revision_id, line_no, part, unnest(hashes) as hash from kept.text_shingle
        )
        semi join wanted using (part, hash)
        join kept.revision using (revision_id)
        qualify row_number() over (partition by part, hash order by recorded_at, revision_id, line_no) <= $earliest
    ),
    alike as (
        select
            fresh.revision_id, fresh.line_no, fresh.part, held.revision_id as other_revision_id,
            held.line_no as other_line_no, held.school_code = fresh.school_code as is_own,
            any_value(held.recorded_at) as other_recorded_at, count(*) as rare_count
        from fresh join held using (part, hash)
        where (held.recorded_at, held.revision_id) < (fresh.recorded_at, fresh.revision_id)
            and (held.school_code <> fresh.school_code or held.school_year <> fresh.school_year)
        group by all
        having count(*) >= $rare
    ),
    candidate as materialized (
        select * from alike
        qualify row_number() over (
            partition by revision_id, line_no, part, is_own
            order by rare_count desc, other_recorded_at, other_revision_id, other_line_no
        ) <= $candidates
    ),
    run as (
        select revision_id as other_revision_id, line_no as other_line_no, part, unnest(hashes) as hash
        from kept.text_shingle
        where (revision_id, line_no, part) in (select (other_revision_id, other_line_no, part) from candidate)
    ),
    pair as (
        select
            revision_id, line_no, part, other_revision_id, other_line_no, is_own,
            any_value(other_recorded_at) as other_recorded_at, count(*) / any_value(size) as shared_share
        from candidate
        join fresh using (revision_id, line_no, part)
        join run using (other_revision_id, other_line_no, part, hash)
        group by all
        having count(*) >= $fewest and count(*) / any_value(size) >= $least
    )
    select revision_id, line_no, part, other_revision_id, other_line_no, shared_share
    from pair
    qualify row_number() over (
        partition by revision_id, line_no, part, is_own
        order by shared_share desc, other_recorded_at, other_revision_id, other_line_no
    ) <= $most
"""


def catch_up(store: Store) -> int:
    """Compare the texts of every revision that has not been compared, in the order they came; how many there were.

    Where there are none nothing is written, and no kept answer is forgotten. Each batch is one transaction: a text is compared
    with all of its batch and all before it.
    """
    count = 0
    while _next(store):
        with store.transaction() as writer:
            # Asked again, now that nobody else writes.
            if revisions := _next(writer):
                _compare(writer, revisions)
        count += len(revisions)
    return count


def _next(store: Store | Writer) -> list[str]:
    rows = store.rows(
        "select revision_id from kept.revision anti join kept.compared using (revision_id) "
        "where kind in ('plan', 'results') order by recorded_at, revision_id limit $most",
        {"most": REVISIONS_AT_ONCE},
    )
    return [row["revision_id"] for row in rows]


def _compare(writer: Writer, revisions: list[str]) -> None:
    writer.run(
        "insert into kept.text_shingle select revision_id, line_no, part, hashes "
        f"from (select revision_id, line_no, part, lens.shingles(text) as hashes from ({_TEXTS}) where text <> '') "
        "where len(hashes) > 0",
        {"revisions": revisions},
    )
    writer.run(
        _LIKE,
        {
            "revisions": revisions,
            "earliest": EARLIEST,
            "rare": FEWEST_RARE,
            "candidates": MOST_CANDIDATES,
            "fewest": FEWEST_SHARED,
            "least": LEAST_SHARE,
            "most": MOST_PER_TEXT,
        },
    )
    writer.add("kept.compared", [{"revision_id": revision_id} for revision_id in revisions])
