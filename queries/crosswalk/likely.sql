-- question: Tên tiêu chí nào của thông tư mới gần giống tên tiêu chí của thông tư cũ?
-- params: framework, criterion
-- returns: from_framework_code, from_criterion_code, to_framework_code, to_criterion_code, to_criterion_name, is_mandatory,
--   shared_share
-- grain: one row per criterion of a framework that another one followed and criterion of the later one, the likeliest first
-- note: null framework and criterion are all. An offer to look at, told by the titles alone: shared_share is the share of
--   the shorter title's pairs of syllables that stand in the other one. It is never an answer.
with title as (
    select
        framework_code, criterion_code, standard_no, position, name, is_mandatory,
        list_distinct([syllables[i] || ' ' || syllables[i + 1] for i in range(1, len(syllables))]) as pairs
    from (select *, string_split(lens.folded(name), ' ') as syllables from law.criterion)
)
select
    from_framework_code, earlier.criterion_code as from_criterion_code, to_framework_code,
    later.criterion_code as to_criterion_code, later.name as to_criterion_name, later.is_mandatory,
    len(list_intersect(earlier.pairs, later.pairs)) / nullif(least(len(earlier.pairs), len(later.pairs)), 0)
        as shared_share
from lens.succession
join title as earlier on earlier.framework_code = from_framework_code
join title as later on later.framework_code = to_framework_code
where ($framework is null or from_framework_code = $framework)
    and ($criterion is null or earlier.criterion_code = $criterion)
order by from_framework_code, to_framework_code, earlier.standard_no, earlier.position,
    shared_share desc, later.standard_no, later.position
