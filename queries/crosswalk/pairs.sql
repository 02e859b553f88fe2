-- question: Mỗi tiêu chí của thông tư cũ ứng với tiêu chí nào của thông tư mới?
-- params: framework
-- returns: from_framework_code, from_criterion_code, from_criterion_name, to_framework_code, to_criterion_code,
--   to_criterion_name, answer, note, recorded_at, recorded_by, criterion_answer
-- grain: one row per criterion of a framework that another one followed and criterion it corresponds to; one row with a
--   null answer where the office has not said anything yet
-- note: null framework is all. answer: same, part, none (nothing corresponds). criterion_answer is that of all
--   rows of the criterion together, the closest one. Nothing here is guessed.
select
    from_framework_code, criterion_code as from_criterion_code, criterion.name as from_criterion_name,
    to_framework_code, to_criterion_code, counterpart.name as to_criterion_name, answer, note, recorded_at, recorded_by,
    case
        when bool_or(answer = 'same') over of_criterion then 'same'
        when bool_or(answer = 'part') over of_criterion then 'part'
        else any_value(answer) over of_criterion
    end as criterion_answer
from lens.succession
join law.criterion on criterion.framework_code = from_framework_code
left join (select * rename (from_criterion_code as criterion_code, kind as answer) from lens.crosswalk)
    using (from_framework_code, to_framework_code, criterion_code)
left join law.criterion as counterpart
    on counterpart.framework_code = to_framework_code and counterpart.criterion_code = to_criterion_code
where ($framework is null or from_framework_code = $framework)
window of_criterion as (partition by from_framework_code, to_framework_code, criterion_code)
order by from_framework_code, to_framework_code, criterion.standard_no, criterion.position,
    counterpart.standard_no, counterpart.position
