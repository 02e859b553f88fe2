-- Weakness lifelines: recommended or found weak, planned, reported, gone, or back again. The same weakness in other words
-- is brought together by themes.

-- position is the order in which themes are told. A broad theme counts only where a text names no other.
create table law.theme (
    theme_code text primary key,
    name text not null,
    is_broad boolean not null,
    position integer not null
);
create table law.theme_term (
    theme_code text not null,
    term text not null,
    primary key (theme_code, term)
);

-- What the office added to the terms of the catalogue, or took out; the last word on a term counts.
create table kept.theme_term (
    theme_code text not null,
    term text not null,
    is_withdrawn boolean not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (theme_code, term, recorded_at)
);

-- One row per list of terms that texts were looked at with.
create table kept.theme_vocabulary (
    vocabulary_no integer primary key,
    digest text not null,
    known_from timestamptz not null
);

-- One row per text and list of terms under which its themes changed; the surest theme first, none is an empty list.
-- likeness is null where a term told the theme, else how like the text is to an earlier one that has it.
create table kept.text_theme (
    revision_id text not null,
    line_no integer not null,
    vocabulary_no integer not null,
    themes text[] not null,
    likeness double,
    primary key (revision_id, line_no, vocabulary_no)
);

-- One row per revision and list of terms under which its texts were looked at.
create table kept.themed (
    revision_id text not null,
    vocabulary_no integer not null,
    primary key (revision_id, vocabulary_no)
);

-- One row per text that was looked at: its themes as the terms of the lens's moment told them; those of the first list where
-- it was looked at only later.
create view lens.text_theme as
select
    revision_id, line_no, said.themes[1] as theme_code, said.themes as themes, said.likeness as likeness
from (
    select
        revision_id, line_no,
        arg_max(
            {'themes': themes, 'likeness': likeness},
            if(known_from <= as_of, vocabulary_no, -vocabulary_no)
        ) as said
    from kept.text_theme
    join kept.theme_vocabulary using (vocabulary_no)
    cross join lens.moment
    group by revision_id, line_no
)
semi join lens.revision using (revision_id);

-- Which criterion of a newer framework goes on with which of an older one, so that a lifeline does not end where the law
-- changes. Nothing does, until a crosswalk says so: then this view is made anew over it, one row per older criterion.
create view lens.continued_criterion as
select
    framework_code, criterion_code, framework_code as newer_framework_code, criterion_code as newer_criterion_code
from law.criterion
where false;

-- One row per text that can stand in a lifeline: stage recommended (by an evaluation team), weakness (said by the school of
-- itself, or "Không đạt" in its self-evaluation), planned (a line that improves something), reported (a line of results).
-- state is what a report, or the plan of TT57 itself, says of how far it came.
create view lens.lifeline_text as
with said as (
    select
        'recommended' as stage, null as state, text, school_code, school_year, framework_code, criterion_code,
        revision_id, line_no, sheet, first_row, cells, file_name
    from lens.recommendation
    where text is not null
    union all by name
    select
        'weakness' as stage, text, school_code, school_year, framework_code, criterion_code, revision_id, line_no, sheet,
        first_row, cells, file_name
    from lens.finding
    where finding = 'weakness'
    union all by name
    select
        'weakness' as stage, 'Không đạt' as text, school_code, school_year, framework_code, criterion_code, revision_id,
        line_no, sheet, first_row, cells, file_name
    from lens.self_evaluation
    where level_no = 0
    union all by name
    select
        'planned' as stage, progress as state, concat_ws(chr(10), content, target, action) as text, school_code,
        school_year, framework_code, criterion_code, revision_id, line_no, sheet, first_row, cells, file_name
    from lens.plan_line
    where coalesce(line_kind, '') <> 'keep'
    union all by name
    select
        'reported' as stage, status as state, nullif(concat_ws(chr(10), done_text, doing_text, not_started_text), '') as text,
        school_code, school_year, framework_code, criterion_code, revision_id, line_no, sheet, first_row, cells,
        file_name
    from lens.result_line
)
select
    said.* exclude (framework_code, criterion_code),
    coalesce(newer_framework_code, framework_code) as framework_code,
    coalesce(newer_criterion_code, criterion_code) as criterion_code,
    criterion_code as said_criterion_code, theme_code, themes, likeness
from said
left join lens.continued_criterion using (framework_code, criterion_code)
left join lens.text_theme using (revision_id, line_no);

-- The texts of each lifeline, of the school years up to until_ (null: all). A lifeline belongs to one school and one
-- subject: a criterion of a framework and, inside it, a theme (a text's surest).
-- * A text that names both stands in that lifeline. One without a theme speaks for its whole criterion and stands in each
--   lifeline of it; one without a criterion stands in each lifeline of its theme. Only where there is none has it its own.
-- * Results begin no lifeline. They are matched on the criterion: where some of a year name the lifeline's theme those
--   count, else all of the criterion. They count where the lifeline stands in that year's plan, or where that plan is not
--   at hand and the lifeline began in an earlier year.
-- * A text without framework, or with neither criterion nor theme, can stand in none.
create macro lens.lifeline_member(until_) as table
with text as materialized (
    select * from lens.lifeline_text
    where framework_code is not null and (criterion_code is not null or theme_code is not null)
        and coalesce(school_year <= until_, true)
),
named as materialized (
    select distinct school_code, framework_code, criterion_code, theme_code from text where stage <> 'reported'
),
subject as materialized (
    select
        format('{}|{}|{}|{}', school_code, framework_code, coalesce(criterion_code, ''), coalesce(theme_code, ''))
            as lifeline_id,
        *
    from named
    where (criterion_code is not null and theme_code is not null)
        or (theme_code is null and (school_code, framework_code, criterion_code) not in (
            select (school_code, framework_code, criterion_code) from named
            where criterion_code is not null and theme_code is not null
        ))
        or (criterion_code is null and (school_code, framework_code, theme_code) not in (
            select (school_code, framework_code, theme_code) from named
            where criterion_code is not null and theme_code is not null
        ))
),
raised as materialized (
    select
        subject.*, text.* exclude (school_code, framework_code, criterion_code, theme_code)
    from subject join text using (school_code, framework_code)
    where stage <> 'reported'
        and (text.criterion_code = subject.criterion_code or text.criterion_code is null)
        and (text.theme_code = subject.theme_code or text.theme_code is null)
),
report as (
    select
        subject.*, text.* exclude (school_code, framework_code, criterion_code, theme_code),
        coalesce(text.theme_code = subject.theme_code, false) as names_theme
    from subject join text using (school_code, framework_code)
    where stage = 'reported'
        and coalesce(text.criterion_code = subject.criterion_code, text.theme_code = subject.theme_code, false)
),
span as (
    select
        lifeline_id, min(school_year) as first_school_year,
        list(distinct school_year) filter (where stage = 'planned') as planned_years
    from raised
    group by lifeline_id
),
plan_at_hand as (
    select school_code, school_year, true as has_plan from lens.revision where kind = 'plan' and is_current
)
select * from raised
union all
select report.* exclude (names_theme)
from report
join span using (lifeline_id)
left join plan_at_hand using (school_code, school_year)
where (
        coalesce(list_contains(planned_years, school_year), false)
        or (has_plan is null and school_year > first_school_year)
    )
qualify names_theme or not bool_or(names_theme) over (partition by lifeline_id, school_year);

-- One row per lifeline and school year in which it stands, with its stages. state is what was reported, all lines together,
-- or what the plan of TT57 says of itself; null where nothing was.
create macro lens.lifeline_year(until_) as table
select
    lifeline_id, school_code, framework_code, criterion_code, theme_code, school_year,
    bool_or(stage = 'recommended') as is_recommended,
    bool_or(stage = 'weakness') as is_weakness,
    bool_or(stage = 'planned') as is_planned,
    coalesce(
        nullif(lens.joint_state(coalesce(list(state) filter (where stage = 'reported'), ['no_data'])), 'no_data'),
        case
            when count(state) filter (where stage = 'planned') > 0
            then lens.joint_state(list(coalesce(state, 'needs_review')) filter (where stage = 'planned'))
        end
    ) as state
from lens.lifeline_member(until_)
group by all;

-- One row per lifeline. raised_by says who named it in its first year: team, self, both, or plan (nobody, it began as a line
-- of a plan). status, the first that holds:
--   open      never planned, and nothing reported
--   back      reported done, and named or planned again in a later school year
--   solved    reported done, and not seen since
--   in_work   in progress, by the last year that it was planned or reported in
--   unclear   that year's report can be read as done or as still going on
--   planned   that year's report says not started; or there is none yet and the year is not over
--   silent    planned and never reported: the results of that year are there without it, or the year is over
create macro lens.lifeline(until_) as table
with lived as (
    select *, is_planned or state is not null as is_worked from lens.lifeline_year(until_)
),
told as (
    select
        lifeline_id, school_code, framework_code, criterion_code, theme_code,
        min(school_year) as first_school_year, max(school_year) as last_school_year,
        arg_min({'team': is_recommended, 'self': is_weakness}, school_year) as first_by,
        max(school_year) filter (where is_recommended or is_weakness) as last_raised_year,
        max(school_year) filter (where is_planned) as last_planned_year,
        max(school_year) filter (where is_worked) as worked_year,
        arg_max_null(state, school_year) filter (where is_worked) as last_state,
        max(school_year) filter (where state = 'done') as done_year,
        cast(count(*) as integer) as year_count
    from lived
    group by all
),
results_at_hand as (
    select school_code, school_year as worked_year, true as has_results
    from lens.revision
    where kind = 'results' and is_current
)
select
    told.* exclude (first_by, worked_year, done_year),
    case
        when first_by.team and first_by.self then 'both'
        when first_by.team then 'team'
        when first_by.self then 'self'
        else 'plan'
    end as raised_by,
    case
        when worked_year is null then 'open'
        when last_school_year > done_year then 'back'
        when done_year is not null then 'solved'
        when last_state = 'in_progress' then 'in_work'
        when last_state = 'needs_review' then 'unclear'
        when last_state = 'not_started' then 'planned'
        when has_results or worked_year < current_school_year then 'silent'
        else 'planned'
    end as status
from told
cross join lens.moment
left join results_at_hand using (school_code, worked_year);

-- One row per recommendation that no plan of the same or a later school year took up, up to until_. plan_state:
--   missed       the plan of a later year is there, without a line for its criterion
--   other_theme  a plan has a line for its criterion, which speaks of another theme
--   waiting      no plan of a later year is there yet
--   unclear      its criterion and its theme are not known, so nobody can tell
create macro lens.not_taken_up(until_) as table
with member as materialized (
    select * from lens.lifeline_member(until_)
),
taken as (
    select distinct asked.revision_id, asked.line_no
    from member as asked join member as answer using (lifeline_id)
    where asked.stage = 'recommended' and answer.stage = 'planned' and answer.school_year >= asked.school_year
),
planned as (
    select school_code, framework_code, criterion_code, max(school_year) as planned_year
    from lens.lifeline_text
    where stage = 'planned' and coalesce(school_year <= until_, true) and criterion_code is not null
    group by all
),
newest_plan as (
    select school_code, max(school_year) as plan_year
    from lens.revision
    where kind = 'plan' and is_current and coalesce(school_year <= until_, true)
    group by school_code
)
select
    asked.*,
    case
        when framework_code is null or (criterion_code is null and theme_code is null) then 'unclear'
        when planned_year >= school_year then 'other_theme'
        when plan_year > school_year then 'missed'
        else 'waiting'
    end as plan_state
from lens.lifeline_text as asked
anti join taken using (revision_id, line_no)
left join planned using (school_code, framework_code, criterion_code)
left join newest_plan using (school_code)
where stage = 'recommended' and coalesce(school_year <= until_, true);

-- One row per line of a current plan that improves something, with the ground for it, known from tables of the same or
-- earlier school years under the same framework: a recommendation, a weakness, "Không đạt". ground_state:
--   known        there is one in the same lifeline
--   other_theme  there is one for its criterion, which speaks of another theme
--   none         the school has handed in such tables, and none names it
--   unclear      its criterion and its theme are not known, so nobody can tell
--   no_data      the school has handed in no such table: nobody can tell either
create view lens.plan_ground as
with member as materialized (
    select * from lens.lifeline_member(null)
),
grounded as (
    select distinct answer.revision_id, answer.line_no
    from member as answer join member as asked using (lifeline_id)
    where answer.stage = 'planned' and asked.stage in ('recommended', 'weakness')
        and asked.school_year <= answer.school_year
),
raised as (
    select school_code, framework_code, criterion_code, min(school_year) as raised_year
    from lens.lifeline_text
    where stage in ('recommended', 'weakness') and criterion_code is not null
    group by all
),
source as (
    select
        school_code, coalesce(newer_framework_code, framework_code) as framework_code, min(school_year) as source_year
    from lens.revision
    left join (select distinct framework_code, newer_framework_code from lens.continued_criterion) using (framework_code)
    where kind in ('findings', 'recommendations', 'self_evaluation') and is_current
    group by all
)
select
    line.*,
    case
        when grounded.revision_id is not null then 'known'
        when source_year is null or source_year > school_year then 'no_data'
        when criterion_code is null and theme_code is null then 'unclear'
        when raised_year <= school_year then 'other_theme'
        else 'none'
    end as ground_state
from lens.lifeline_text as line
left join grounded using (revision_id, line_no)
left join raised using (school_code, framework_code, criterion_code)
left join source using (school_code, framework_code)
where stage = 'planned';
