package io.namedlock.sample;

import java.util.List;

import io.namedlock.annotation.NamedLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves money between accounts. A transfer locks both of them in one request, in an order
 * of the lock's own choosing, so that transfers in opposite directions never deadlock.
 */
@Service
class AccountService {

	private final JdbcClient jdbc;

	private final Bank bank;

	AccountService(JdbcClient jdbc, Bank bank) {
		this.jdbc = jdbc;
		this.bank = bank;
	}

	@NamedLock("box-office:account:<#from>")
	@NamedLock("box-office:account:<#to>")
	@Transactional
	public List<Account> transfer(String from, String to, long amount) {
		if (from.equals(to) || amount <= 0) {
			throw new RefusedException("A transfer moves something from one account to another");
		}
		Account payer = account(from);
		Account payee = account(to);
		if (payer.balance() < amount) {
			throw new RefusedException("'%s' has only %d".formatted(from, payer.balance()));
		}
		this.bank.confirm();
		write(from, payer.balance() - amount);
		write(to, payee.balance() + amount);
		return List.of(account(from), account(to));
	}

	@NamedLock("box-office:account:<#id>")
	@Transactional
	public Account open(String id, long balance) {
		this.jdbc.sql("DELETE FROM account WHERE id = ?").param(id).update();
		this.jdbc.sql("INSERT INTO account (id, balance) VALUES (?, ?)").params(id, balance).update();
		return account(id);
	}

	public Account account(String id) {
		return this.jdbc.sql("SELECT id, balance FROM account WHERE id = ?").param(id).query(Account.class).single();
	}

	private void write(String id, long balance) {
		this.jdbc.sql("UPDATE account SET balance = ? WHERE id = ?").params(balance, id).update();
	}

}
