-- one row a lock; whoever has locked the row holds the lock
CREATE TABLE named_lock (name VARCHAR2(64) PRIMARY KEY);

-- the last fencing token of each lock
CREATE TABLE named_lock_token (name VARCHAR2(64) PRIMARY KEY, token NUMBER(19) NOT NULL);
