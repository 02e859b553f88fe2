-- question: Ai đã đổi cài đặt nào của cơ quan, lúc nào?
-- params: (none)
-- returns: setting, value, before, recorded_at, recorded_by
-- grain: one row per setting of the page and moment it was set, the newest first
-- note: before is null where it was set for the first time, recorded_by for what was there before anybody was noted. A share
--   is told in percent. For the office alone.
with said as (
    select
        name as setting, recorded_at, recorded_by,
        if(name = 'hollow_share', concat(cast(round(100 * try_cast(value as double)) as integer), ' %'), value) as value
    from lens.office_setting_change
    where name in ('office_name', 'governing_unit', 'register_from', 'hollow_share')
)
select
    setting, nullif(nullif(value, ' %'), '') as value,
    nullif(nullif(lag(value) over (partition by setting order by recorded_at), ' %'), '') as before,
    recorded_at, recorded_by
from said
order by recorded_at desc, setting
