-- one row a lock; whoever has locked the row holds the lock
IF OBJECT_ID('named_lock') IS NULL CREATE TABLE named_lock (name NVARCHAR(64) PRIMARY KEY);

-- the last fencing token of each lock
IF OBJECT_ID('named_lock_token') IS NULL CREATE TABLE named_lock_token (name NVARCHAR(64) PRIMARY KEY, token BIGINT NOT NULL);
