-- question: Mỗi học kì của năm năm tới có bao nhiêu công nhận hết hạn, ở cấp học nào?
-- params: level, ownership, ward, school
-- returns: half, is_lapsed, expiry_year, term, level, level_name, recognition_count, school_count, kdcl_count, cqg_count,
--   scheduled_count
-- grain: one row per half of a school year and level with such recognitions; what has expired already is one row per level
-- note: of open schools the newest recognition of each kind. term 1 runs from August to the end of the first term, 2 from
--   there to July; null, and half lapsed, for what has expired already. scheduled_count: a visit on a current schedule takes it up.
select
    half, is_lapsed, if(is_lapsed, null, expiry_year) as expiry_year, if(is_lapsed, null, term) as term,
    renewal.level, school_level.name as level_name,
    cast(count(*) as integer) as recognition_count,
    cast(count(distinct renewal.school_code) as integer) as school_count,
    cast(count(*) filter (where kind = 'KDCL') as integer) as kdcl_count,
    cast(count(*) filter (where kind = 'CQG') as integer) as cqg_count,
    cast(count(visit_starts_on) as integer) as scheduled_count
from lens.renewal
join (select school_code from lens.chosen_school($level, $ownership, $ward, $school)) using (school_code)
left join law.school_level on school_level.level = renewal.level
left join lens.taken_up using (recognition_id)
where expires_on <= as_of_on + interval 5 year
group by half, is_lapsed, 3, 4, renewal.level, school_level.name, school_level.position
order by is_lapsed desc, expiry_year, term, school_level.position
