-- Every row ever recorded. Rows are added, not changed (accounts, sessions and failed sign-ins apart); each says when it
-- was recorded, so that any past day can be shown as it was known then. Only data/ reads these tables.
create schema kept;

create table kept.fact (
    name text primary key,
    value text not null
);

-- The office's own words and rules: name, tier, superior office, terms, first school year of the register.
create table kept.office_setting (
    name text not null,
    value text not null,
    recorded_at timestamptz not null,
    primary key (name, recorded_at)
);

-- One row per school and period. valid_from null: since before the office keeps books.
-- A closed or merged school is a row with is_open false and, where it was merged, its successor.
create table kept.school_version (
    school_code text not null,
    version_no integer not null,
    valid_from date,
    name text not null,
    level text not null,
    ownership text not null,
    ward text,
    is_open boolean not null,
    successor_code text,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_code, version_no)
);

create table kept.school_alias (
    school_code text not null,
    alias text not null,
    recorded_at timestamptz not null,
    primary key (school_code, alias)
);

-- kind KDCL (grade = Cấp độ) or CQG (grade = Mức độ).
create table kept.recognition (
    recognition_id text primary key,
    school_code text not null,
    kind text not null,
    grade integer not null,
    decision_number text,
    signed_on date not null,
    printed_expires_on date,
    recorded_at timestamptz not null,
    recorded_by text not null
);

-- One row per handed-in workbook. revision_id is the receipt number. school_code is null for the
-- office's own tables (the schedule).
create table kept.revision (
    revision_id text primary key,
    kind text not null,
    school_code text,
    school_year text not null,
    framework_code text,
    document_number text,
    document_on date,
    file_sha256 text not null,
    file_name text not null,
    row_count integer not null,
    warning_count integer not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);

create table kept.withdrawal (
    revision_id text primary key,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by text not null
);

create table kept.problem (
    revision_id text not null,
    problem_no integer not null,
    code text not null,
    level text not null,
    sheet text,
    cell text,
    message text not null,
    primary key (revision_id, problem_no)
);

-- One row per line of a plan. *_text is what was typed; the parsed value stands beside it and is null
-- when it was not understood; *_doubt says why it is unsure. cells maps field -> cell address (JSON).
create table kept.plan_line (
    revision_id text not null,
    line_no integer not null,
    criterion_code text,
    criterion_text text,
    criterion_doubt text,
    line_kind text,
    target text,
    action text,
    responsible text,
    time_text text,
    starts_on date,
    ends_on date,
    time_precision text,
    is_recurring boolean,
    time_doubt text,
    budget_text text,
    budget_vnd bigint,
    budget_source text,
    budget_doubt text,
    support text,
    supervision text,
    note text,
    sheet text not null,
    first_row integer not null,
    last_row integer not null,
    cells text not null,
    primary key (revision_id, line_no)
);

-- One row per line of a results table. suggested_status follows the three free-text columns; what a
-- person says it is stands in kept.confirmation, never here.
create table kept.result_line (
    revision_id text not null,
    line_no integer not null,
    criterion_code text,
    criterion_text text,
    criterion_doubt text,
    plan_initial text,
    plan_adjusted text,
    done_text text,
    doing_text text,
    not_started_text text,
    note text,
    suggested_status text not null,
    status_hint text,
    sheet text not null,
    first_row integer not null,
    last_row integer not null,
    cells text not null,
    primary key (revision_id, line_no)
);

create table kept.confirmation (
    revision_id text not null,
    line_no integer not null,
    status text not null,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (revision_id, line_no, recorded_at)
);

-- One row per school in a year's schedule. school_code is null when the school is not one of the office's.
create table kept.schedule_line (
    revision_id text not null,
    line_no integer not null,
    school_code text,
    school_text text,
    school_doubt text,
    time_text text,
    starts_on date,
    ends_on date,
    time_precision text,
    time_doubt text,
    kdcl_text text,
    asks_kdcl boolean,
    cqg_text text,
    asks_cqg boolean,
    sheet text not null,
    first_row integer not null,
    last_row integer not null,
    cells text not null,
    primary key (revision_id, line_no)
);

-- A letter of the office that sets or moves the due day of an obligation for one school year.
create table kept.notice (
    obligation_code text not null,
    school_year text not null,
    due_on date not null,
    warn_from date,
    document_number text,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (obligation_code, school_year, recorded_at)
);

-- A report that reached the office, on paper or as a file of ours.
create table kept.received (
    school_code text not null,
    obligation_code text not null,
    school_year text not null,
    received_on date not null,
    document_number text,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_code, obligation_code, school_year, recorded_at)
);

create table kept.waiver (
    school_code text not null,
    obligation_code text not null,
    school_year text not null,
    reason text not null,
    until_on date,
    recorded_at timestamptz not null,
    recorded_by text not null,
    primary key (school_code, obligation_code, school_year, recorded_at)
);

-- email is kept in small letters. must_change: the password was made for somebody else and opens nothing but the
-- page on which it is changed.
create table kept.account (
    login_name text primary key,
    display_name text not null,
    role text not null,
    school_code text,
    email text,
    password_hash text not null,
    must_change boolean not null,
    password_changed_at timestamptz not null,
    is_disabled boolean not null,
    recorded_at timestamptz not null
);

-- Only the hash of the cookie's token is kept, so that the file alone opens no session. session_no names it to people.
create table kept.session (
    token_sha256 text primary key,
    session_no text not null,
    login_name text not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null,
    address text,
    agent text,
    ended_at timestamptz
);

-- One row per account, address, or account at an address, with wrong passwords not yet forgotten.
create table kept.sign_in_failure (
    subject text primary key,
    failed_count integer not null,
    last_failed_at timestamptz not null,
    locked_until timestamptz
);

-- One row per deed that somebody may ask about later. Rows are only added. No password, no token, no text of a document.
create table kept.audit (
    audit_id text primary key,
    recorded_at timestamptz not null,
    login_name text,
    address text,
    action text not null,
    subject text,
    school_code text,
    outcome text not null,
    detail text
);
