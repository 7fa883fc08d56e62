-- one row a lock; whoever has locked the row holds the lock. Rows are locked by id: new ones come behind all others, while
-- InnoDB may lock the gap between two names together with the second
CREATE TABLE IF NOT EXISTS named_lock (
    id BIGINT AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE
) ENGINE = InnoDB;

-- the last fencing token of each lock
CREATE TABLE IF NOT EXISTS named_lock_token (name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY, token BIGINT NOT NULL) ENGINE = InnoDB;
