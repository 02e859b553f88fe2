-- question: Cơ quan quản lý đã khai báo những gì về mình?
-- params: (none)
-- returns: name, value
-- grain: one row per setting, with its newest value
select name, value
from lens.office_setting
order by name
