-- question: Trong năm học, mỗi trường tự nêu những điểm yếu nào?
-- params: school_year, level, ownership, ward, school
-- returns: school_code, school_name, school_year, framework_code, criterion_code, criterion_name, position, weakness,
--   cause
-- grain: one row per weakness that a school says of itself
-- note: null school_year is the newest one with findings. A weakness without a criterion stands last.
with found as (
    select finding.*, school_name
    from lens.finding
    join lens.chosen_school($level, $ownership, $ward, $school) using (school_code)
    where finding = 'weakness'
)
select
    school_code, school_name, school_year, framework_code, criterion_code, criterion.name as criterion_name, position,
    text as weakness, cause
from found
left join law.criterion using (framework_code, criterion_code)
where school_year = coalesce($school_year, (select max(school_year) from found))
order by school_name collate vi, school_code, framework_code, standard_no, position, line_no
