-- question: Bảng đối chiếu giữa thông tư cũ và thông tư mới đã điền đến đâu?
-- params: (none)
-- returns: from_framework_code, from_framework_schools, to_framework_code, criterion_count, answered_count, same_count,
--   part_count, none_count, to_criterion_count, met_criterion_count
-- grain: one row per framework and the one that followed it
-- note: answered_count counts criteria of the earlier framework with any answer; of them same_count have a criterion that
--   is the same, none_count none, part_count the rest. met_criterion_count: criteria of the later one that any answer names.
with criterion as (
    select
        from_framework_code, to_framework_code, criterion_code,
        case
            when bool_or(kind = 'same') then 'same'
            when bool_or(kind = 'part') then 'part'
            when bool_or(kind = 'none') then 'none'
        end as answer
    from lens.succession
    join law.criterion on framework_code = from_framework_code
    left join (select * rename (from_criterion_code as criterion_code) from lens.crosswalk)
        using (from_framework_code, to_framework_code, criterion_code)
    group by from_framework_code, to_framework_code, criterion_code
),
met as (
    select from_framework_code, to_framework_code, cast(count(distinct to_criterion_code) as integer) as met_count
    from lens.crosswalk
    group by all
)
select
    from_framework_code, schools as from_framework_schools, to_framework_code,
    cast(count(*) as integer) as criterion_count,
    cast(count(answer) as integer) as answered_count,
    lens.state_count(answer, 'same') as same_count,
    lens.state_count(answer, 'part') as part_count,
    lens.state_count(answer, 'none') as none_count,
    (select cast(count(*) as integer) from law.criterion where framework_code = to_framework_code)
        as to_criterion_count,
    coalesce(any_value(met_count), 0) as met_criterion_count
from criterion
join law.framework on framework_code = from_framework_code
left join met using (from_framework_code, to_framework_code)
group by from_framework_code, schools, to_framework_code
order by from_framework_code, to_framework_code
