-- Handed in, but hollow: what repeats, is copied, or says nothing. For attention, never a score.

-- Phrases that say nothing by themselves, and words that name somebody; both are rows, so that an office can add its own.
create table law.empty_phrase (
    phrase text primary key
);
create table law.role_word (
    word text primary key
);

-- One row per text that is compared: of a plan's line ("plan": content, target, action), of a result's line ("done": what
-- was done, "planned": the plan as the results form repeats it). hashes are those of its runs of three words, each once.
-- They are worked out from the kept lines and can be worked out again.
create table kept.text_shingle (
    revision_id text not null,
    line_no integer not null,
    part text not null,
    hashes ubigint[] not null,
    primary key (revision_id, line_no, part)
);

-- One row per text and an earlier text of another school, or of another year of the same school, that it is like.
-- shared_share is the share of its runs of three words that stand in the earlier text.
create table kept.likeness (
    revision_id text not null,
    line_no integer not null,
    part text not null,
    other_revision_id text not null,
    other_line_no integer not null,
    shared_share double not null,
    primary key (revision_id, line_no, part, other_revision_id, other_line_no)
);

-- One row per revision whose texts have been compared.
create table kept.compared (
    revision_id text primary key
);

-- For comparing only: without accents, small letters, words with single blanks between.
create macro lens.folded(text_) as
    trim(regexp_replace(strip_accents(replace(lower(text_), 'đ', 'd')), '[^a-z0-9%]+', ' ', 'g'));

create macro lens.shingles(text_) as (
    select list_distinct([
        md5_number_lower(words[i] || ' ' || words[i + 1] || ' ' || words[i + 2]) for i in range(1, len(words) - 1)
    ])
    from (select string_split(lens.folded(text_), ' ') as words)
);

-- Whether a text is nothing but a phrase that says nothing.
create macro lens.says_nothing(text_) as (
    lens.folded(text_) in (select lens.folded(phrase) from law.empty_phrase)
);

create macro lens.names_somebody(text_) as (
    exists (
        select 1 from law.role_word
        where contains(' ' || lens.folded(text_) || ' ', ' ' || lens.folded(word) || ' ')
    )
);

-- One row per line of a current results table that says something was done, with what speaks for looking at it again.
-- repeat_share: how much of what was done stands word for word in the plan for the same criterion; null where there is
-- no plan to compare with, or the text is too short to tell.
create view lens.result_check as
with plan as (
    select
        school_code, school_year, framework_code, criterion_code, flatten(list(hashes)) as plan_hashes
    from lens.plan_line join kept.text_shingle using (revision_id, line_no)
    where part = 'plan' and criterion_code is not null
    group by all
),
own as (
    select revision_id, line_no, hashes as own_hashes from kept.text_shingle where part = 'planned'
),
done as (
    select revision_id, line_no, hashes from kept.text_shingle where part = 'done'
)
select
    result_line.revision_id, result_line.line_no, school_code, school_year, framework_code, criterion_code,
    done_text, status, sheet, first_row, last_row, cells, file_name,
    case
        when len(hashes) >= 4 and (plan_hashes is not null or own_hashes is not null)
        then len(list_intersect(hashes, list_concat(coalesce(plan_hashes, []), coalesce(own_hashes, []))))
            / len(hashes)
    end as repeat_share,
    lens.says_nothing(done_text) as is_empty_phrase,
    regexp_matches(done_text, '[0-9]') as has_number,
    regexp_matches(done_text, '[0-9]{1,2}/[0-9]{1,4}|(?i)ngày|tháng|học k[ìỳỹyí]|quý|\bHK') as has_date,
    lens.names_somebody(done_text) as has_role,
    regexp_matches(done_text, '[0-9]\s*/\s*[A-ZĐ]{2}|(?i)biên bản|quyết định|minh chứng|danh sách|báo cáo|hồ sơ|\[H[0-9]')
        as has_document
from lens.result_line
left join plan using (school_code, school_year, framework_code, criterion_code)
left join own using (revision_id, line_no)
left join done using (revision_id, line_no)
where done_text is not null;

-- One row per line of a current plan, with what the office asks a plan to say: present or absent, nothing more.
create view lens.plan_check as
select
    revision_id, line_no, school_code, school_year, framework_code, criterion_code, target, action, responsible,
    time_text, budget_text, supervision, sheet, first_row, last_row, cells, file_name,
    action is not null and not lens.says_nothing(action)
        and lens.folded(action) is distinct from lens.folded(target) as has_solution,
    coalesce(time_precision <> 'year' and starts_on is not null and not is_recurring, false)
        as has_start,
    coalesce(time_precision <> 'year' and ends_on is not null and not is_recurring, false)
        as has_finish,
    responsible is not null as has_people,
    budget_text is not null as has_budget,
    supervision is not null as has_supervision,
    regexp_matches(concat_ws(' ', target, indicator), '[0-9]') as is_measurable
from lens.plan_line;

-- One row per line of a current table whose text was handed in before: by another school, or by the same one in another
-- year. Both sides must be visible: a school is told of its own years alone.
create view lens.copied_line as
with side as (
    select
        revision.revision_id, line_no, part, revision.kind, school_code, revision.school_year, is_current, recorded_at
    from kept.text_shingle
    join lens.revision using (revision_id)
    where withdrawn_at is null
)
select
    likeness.revision_id, likeness.line_no, likeness.part, mine.kind, mine.school_code, mine.school_year, shared_share,
    other_revision_id, other_line_no, other.school_code as other_school_code, other.school_year as other_school_year,
    other.school_code = mine.school_code as is_own
from kept.likeness
join side as mine using (revision_id, line_no, part)
join side as other
    on other.revision_id = other_revision_id and other.line_no = other_line_no and other.part = likeness.part
where mine.is_current;

-- One row per line of a current plan or results table and reason to read it again:
-- repeats_plan (what was done is the plan's own text), copied_school, copied_year (handed in before, by another school or
-- by the same one in another year), empty_phrase, nothing_to_check (no number, date, person or document in it).
create view lens.line_concern as
with concern as (
    select revision_id, line_no, 'repeats_plan' as concern, repeat_share as shared_share
    from lens.result_check
    where repeat_share >= 0.8
    union all by name
    select revision_id, line_no, 'empty_phrase' as concern
    from lens.result_check
    where is_empty_phrase
    union all by name
    select revision_id, line_no, 'nothing_to_check' as concern
    from lens.result_check
    where not is_empty_phrase and not has_number and not has_date and not has_role and not has_document
    union all by name
    select revision_id, line_no, 'empty_phrase' as concern
    from lens.plan_line
    where lens.says_nothing(action)
    union all by name
    select
        revision_id, line_no, if(is_own, 'copied_year', 'copied_school') as concern, max(shared_share) as shared_share,
        arg_max(other_revision_id, (shared_share, other_school_year)) as other_revision_id,
        arg_max(other_line_no, (shared_share, other_school_year)) as other_line_no,
        arg_max(other_school_code, (shared_share, other_school_year)) as other_school_code,
        arg_max(other_school_year, (shared_share, other_school_year)) as other_school_year
    from lens.copied_line
    group by revision_id, line_no, is_own
)
select concern.*, kind, school_code, school_year, framework_code, file_name
from concern join lens.revision using (revision_id)
where is_current;

-- What a line of a plan or results table says, whichever revision it stands in; null where the lens does not show it.
create view lens.line_text as
select revision_id, line_no, concat_ws(chr(10), content, target, action) as text
from kept.plan_line join lens.revision using (revision_id)
union all
select revision_id, line_no, done_text
from kept.result_line join lens.revision using (revision_id);
