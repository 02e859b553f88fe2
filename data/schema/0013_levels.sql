-- How far a school is from the next Mức under its framework, and which criteria of two frameworks speak of the same thing.

-- One row per framework and Mức that its criteria decide (Mức 4 of 2018 has a list of its own and none here). Every
-- mandatory criterion has to reach the Mức. Of the others at least others_least have to (null: all of them), and each
-- one at least the Mức others_floor (null: no matter which).
create table law.level_rule (
    framework_code text not null,
    level_no integer not null,
    others_least integer,
    others_floor integer,
    primary key (framework_code, level_no)
);

-- What each criterion has to reach for a school's Mức. A criterion without a requirement at that Mức stays at its own
-- highest one below it.
create view lens.level_need as
select
    level_rule.framework_code, level_rule.level_no as step_no, criterion.criterion_code, is_mandatory, others_least,
    coalesce(max(criterion_level.level_no), level_rule.level_no) as needed_level,
    case when not is_mandatory and others_floor is not null then
        coalesce(max(criterion_level.level_no) filter (criterion_level.level_no <= others_floor), others_floor)
    end as floor_level
from law.level_rule
cross join lens.moment
join law.criterion using (framework_code)
left join law.criterion_level
    on criterion_level.framework_code = level_rule.framework_code
    and criterion_level.criterion_code = criterion.criterion_code
    and criterion_level.level_no <= level_rule.level_no
group by
    level_rule.framework_code, level_rule.level_no, criterion.criterion_code, is_mandatory, others_least, others_floor;

-- One row per school with a self-evaluation and criterion of its framework: what the newest one up to school_year_ says.
-- Of several lines for one criterion the lowest counts; one that is not clear leaves the criterion unclear. level_no is
-- null where nothing is said, or not clearly.
create macro lens.told_level(school_year_) as table
with newest as (
    select school_code, max(school_year) as school_year
    from lens.self_evaluation
    where coalesce(school_year <= school_year_, true)
    group by school_code
),
of_school as (
    select distinct school_code, school_year, framework_code, revision_id, file_name
    from lens.self_evaluation join newest using (school_code, school_year)
),
said as (
    select
        revision_id, criterion_code,
        case when count(*) = count(level_no) then min(level_no) end as level_no,
        arg_min(sheet, line_no) as sheet, arg_min(first_row, line_no) as first_row
    from lens.self_evaluation
    where criterion_code is not null
    group by revision_id, criterion_code
)
select
    of_school.school_code, of_school.school_year, of_school.framework_code, criterion.criterion_code, level_no,
    said.criterion_code is not null as is_told, revision_id, file_name, sheet, first_row
from of_school
left join law.criterion using (framework_code)
left join said using (revision_id, criterion_code);

-- One row per school with a self-evaluation and Mức of its framework: what stands in its way. Criteria that are not
-- clear count as not reached in is_sure and as reached in is_possible; a Mức needs all Mức below it.
create macro lens.level_step(school_year_) as table
with graded as (
    select
        told.school_code, step_no, is_mandatory, coalesce(told.level_no >= needed_level, false) as is_reached,
        told.level_no is null as is_unclear, coalesce(told.level_no < floor_level, false) as is_below,
        told.level_no is null and floor_level is not null as may_be_below, others_least
    from lens.told_level(school_year_) as told
    join lens.level_need using (framework_code, criterion_code)
),
counted as (
    select
        school_code, step_no,
        count(*) filter (is_mandatory and not is_reached) as mandatory_open,
        count(*) filter (is_mandatory and not is_reached and is_unclear) as mandatory_unclear,
        count(*) filter (not is_mandatory and is_reached) as others_reached,
        count(*) filter (not is_mandatory and is_unclear) as others_unclear,
        count(*) filter (is_below) as below,
        count(*) filter (may_be_below) as below_unclear,
        coalesce(any_value(others_least), count(*) filter (not is_mandatory)) as others_least
    from graded
    group by school_code, step_no
),
judged as (
    select
        *,
        mandatory_open = 0 and others_reached >= others_least and below + below_unclear = 0 as is_met,
        mandatory_open = mandatory_unclear and others_reached + others_unclear >= others_least and below = 0
            as may_be_met
    from counted
)
select
    school_code, step_no, mandatory_open, below, greatest(0, others_least - others_reached) as others_lacking,
    -- The fewest criteria that have to be solved; one below the floor that is raised to the Mức counts among the others.
    mandatory_open + below + greatest(0, others_least - others_reached - below) as blocking_count,
    bool_and(is_met) over mine as is_sure, bool_and(may_be_met) over mine as is_possible
from judged
window mine as (partition by school_code order by step_no);

-- One row per school that is open on the lens's day and chosen by the shared filters. standing: told (every criterion of
-- its framework is clear), incomplete, no_rule (nothing is known of how its framework comes to a Mức), silent (no
-- self-evaluation). reached_level is null unless told; between at_least_level and at_most_level it lies in any case.
-- 0 is no Mức yet. next_level is the one after at_least_level, null after the highest.
create macro lens.level_standing(school_year_, level_, ownership_, ward_, school_) as table
with told as (
    select
        school_code, school_year, framework_code, any_value(revision_id) as revision_id,
        any_value(file_name) as file_name, cast(count(criterion_code) as integer) as expected_count,
        cast(count(level_no) as integer) as told_count,
        string_agg(criterion_code, ', ' order by standard_no, position) filter (level_no is null) as unclear_criteria
    from lens.told_level(school_year_) left join law.criterion using (framework_code, criterion_code)
    group by school_code, school_year, framework_code
),
step as materialized (
    select * from lens.level_step(school_year_)
),
reach as (
    select
        school_code, coalesce(max(step_no) filter (is_sure), 0) as at_least_level,
        coalesce(max(step_no) filter (is_possible), 0) as at_most_level, max(step_no) as highest_level
    from step
    group by school_code
),
stood as (
    select
        school_code, school_name, level, ward, school_year, framework_code,
        case
            when school_year is null then 'silent'
            when highest_level is null then 'no_rule'
            when told_count < expected_count then 'incomplete'
            else 'told'
        end as standing,
        told_count, expected_count, unclear_criteria, at_least_level, at_most_level,
        case when at_least_level < highest_level then at_least_level + 1 end as next_level, revision_id, file_name
    from lens.chosen_school(level_, ownership_, ward_, school_)
    left join told using (school_code)
    left join reach using (school_code)
    where is_open
)
select
    stood.*, case when standing = 'told' then at_least_level end as reached_level,
    case when standing = 'told' then cast(blocking_count as integer) end as blocking_count, others_lacking, below
from stood
left join step on step.school_code = stood.school_code and step_no = next_level;

-- One row per school and criterion that stands between it and its next Mức. level_no is null where the criterion is not
-- clear. needed_level is what the shortest way asks of it; where more stand below the floor than lack at the Mức, the
-- floor. is_choice: not this one in particular, but as many as lack among these. is_only: it alone lifts the school.
create macro lens.level_blocker(school_year_, level_, ownership_, ward_, school_) as table
with compared as (
    select
        standing.*, told.criterion_code, told.level_no, sheet, first_row, is_mandatory, needed_level, floor_level,
        coalesce(told.level_no >= needed_level, false) as is_reached,
        coalesce(told.level_no < floor_level, false) as is_below,
        told.level_no is null and floor_level is not null as may_be_below
    from lens.level_standing(school_year_, level_, ownership_, ward_, school_) as standing
    join lens.told_level(school_year_) as told using (school_code)
    join lens.level_need as need
        on need.framework_code = standing.framework_code and step_no = next_level
        and need.criterion_code = told.criterion_code
),
counted as (
    select *, count(*) filter (not is_mandatory and not is_reached) over (partition by school_code) as others_open
    from compared
)
select
    school_code, school_name, level, ward, school_year, framework_code, standing, next_level, blocking_count,
    criterion_code, is_mandatory, level_no,
    case
        when is_below and others_lacking < below then floor_level
        when may_be_below and others_lacking = 0 then floor_level
        else needed_level
    end as needed_level,
    not (is_mandatory or is_below or may_be_below) and others_lacking < others_open as is_choice,
    coalesce(blocking_count = 1, false) and (is_mandatory or is_below or below = 0) as is_only,
    revision_id, file_name, sheet, first_row
from counted
where not is_reached and (is_mandatory or is_below or may_be_below or others_lacking > 0);

-- What the office says corresponds under the framework that follows: same, part (some of it), none (to_criterion_code is
-- empty); withdrawn takes an answer back. The newest answer of a pair counts. Nothing is guessed.
create table kept.crosswalk (
    from_framework_code text not null,
    from_criterion_code text not null,
    to_framework_code text not null,
    to_criterion_code text not null,
    kind text not null,
    note text,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (from_framework_code, from_criterion_code, to_framework_code, to_criterion_code, recorded_at)
);

-- Which framework followed which for the same level of schools, once the later one is in force.
create view lens.succession as
select distinct earlier.framework_code as from_framework_code, later.framework_code as to_framework_code
from law.framework as earlier
join law.framework_scope as earlier_scope on earlier_scope.framework_code = earlier.framework_code
join law.framework_scope as later_scope on later_scope.level = earlier_scope.level
join law.framework as later on later.framework_code = later_scope.framework_code
cross join lens.moment
where later.valid_from > earlier.valid_to and later.valid_from <= as_of_on;

create view lens.crosswalk as
select
    from_framework_code, from_criterion_code, to_framework_code, nullif(to_criterion_code, '') as to_criterion_code,
    said.kind, said.note, said.recorded_at
from (
    select
        from_framework_code, from_criterion_code, to_framework_code, to_criterion_code,
        arg_max({'kind': kind, 'note': note, 'recorded_at': crosswalk.recorded_at}, crosswalk.recorded_at) as said
    from kept.crosswalk cross join lens.moment
    where crosswalk.recorded_at <= as_of
    group by all
)
where said.kind <> 'withdrawn';
