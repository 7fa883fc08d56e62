-- one row a lock; whoever has locked the row holds the lock
CREATE TABLE IF NOT EXISTS named_lock (name VARCHAR(64) PRIMARY KEY);

-- the last fencing token of each lock
CREATE TABLE IF NOT EXISTS named_lock_token (name VARCHAR(64) PRIMARY KEY, token BIGINT NOT NULL);
