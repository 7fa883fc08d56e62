-- one row a lock; whoever has locked the row holds the lock
CREATE TABLE IF NOT EXISTS named_lock (name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY) ENGINE = InnoDB;

-- the last fencing token of each lock
CREATE TABLE IF NOT EXISTS named_lock_token (name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY, token BIGINT NOT NULL) ENGINE = InnoDB;
