-- What the desk asks of the trail and writes into a finding.
CREATE INDEX audit_entries_at ON audit_entries (at);

-- 闲置土地处置办法 第五条: the 调查通知书, and from whose service the 30 days of the holder run.
ALTER TABLE idle_findings ADD COLUMN notice_document TEXT;
ALTER TABLE idle_findings ADD COLUMN notice_served_on DATE;
