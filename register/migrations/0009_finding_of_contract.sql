-- The contract that a finding rests on, and the fee that it came to.
ALTER TABLE idle_findings ADD COLUMN contract_id INTEGER REFERENCES contracts (id);
ALTER TABLE idle_findings ADD COLUMN fee_10k_yuan REAL;
CREATE INDEX idle_findings_contract_id ON idle_findings (contract_id);
