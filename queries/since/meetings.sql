-- question: Cơ quan đã họp những ngày nào?
-- params: (none)
-- returns: meeting_id, held_on, title
-- grain: one row per meeting held by the lens's day and known by then
-- note: the newest first. title is null where none was given, and for a school, which sees the day alone.
select meeting_id, held_on, title
from lens.meeting
order by held_on desc, meeting_id
