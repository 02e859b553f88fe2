-- From a figure to the cell it comes from; money and help that schools ask for.

-- When an office's own schedule came and from whom; which account of the office that was is the office's to know.
create view lens.schedule_hand_in as
select
    revision_id, recorded_at, case when getvariable('viewer') = 'office' then recorded_by end as recorded_by
from kept.known_revision
where kind = 'schedule' and is_current;
