// What the buttons do. Each says what came of it, whatever it was.

import { byId, count, say } from "./dom.js";
import { together } from "./instances.js";
import { EVENT, oversold } from "./tickets.js";
import { forgetWaits } from "./waits.js";

export function prepareButtons(own, instances) {
	byId("rush-form").addEventListener("submit", (event) => {
		event.preventDefault();
		run("outcome", () => rush(own, instances, true));
	});
	byId("without-lock").addEventListener("click", () => byId("rush-form").reportValidity()
		&& run("outcome", () => rush(own, instances, false)));
	byId("one-ticket").addEventListener("click", () => run("outcome", () => sellOne(own)));
	byId("pay").addEventListener("click", () => run("pay-outcome", () => pay(instances)));
	byId("transfer").addEventListener("click", () => run("transfer-outcome", () => transfer(own, instances)));
	byId("book").addEventListener("click", () => run("book-outcome", () => book(own, instances)));
	byId("report").addEventListener("click", () => run("report-outcome", () => report(own, instances)));
}

// One action at a time. Its buttons stay in reach of the keyboard meanwhile.
async function run(outcome, action) {
	if (document.body.ariaBusy === "true") {
		return;
	}
	document.body.ariaBusy = "true";
	forgetWaits();
	say(outcome, "At work…");
	try {
		say(outcome, ...await action());
	}
	catch (error) {
		say(outcome, error.message, "bad");
	}
	finally {
		document.body.ariaBusy = "false";
	}
}

async function rush(own, instances, locked) {
	await own.put(`/events/${EVENT}`, { tickets: byId("tickets").value });
	const running = instances.filter((instance) => instance.runs);
	await Promise.all(running.map((instance) =>
		instance.post(`/events/${EVENT}/rush`, { buyers: byId("buyers").value, locked })));
	const sales = await own.get(`/events/${EVENT}/orders`);
	return verdict(sales, running.length * byId("buyers").value, locked ? "With the lock" : "Without the lock");
}

function verdict(sales, buyers, how) {
	const over = oversold(sales);
	const sold = `${how}, ${count(sales.orders.length, "ticket")} of ${sales.tickets} went to ${buyers} buyers.`;
	return over ? [`${sold} ${over} of them for a seat that does not exist.`, "bad"]
		: [`${sold} Nobody holds a ticket without a seat.`, "good"];
}

async function sellOne(own) {
	if ((await own.get(`/events/${EVENT}/orders`)).tickets === 0) {
		await own.put(`/events/${EVENT}`, { tickets: byId("tickets").value });
	}
	const order = await own.post(`/events/${EVENT}/orders`, { customer: "one more" });
	return [`Sold by ${order.instance}.`, "good"];
}

async function pay(instances) {
	const notice = { notice: `n-${Date.now()}`, order: "7" };
	const booked = await together(instances, 4, (instance) => instance.post("/payments", notice));
	const most = Math.max(...booked.map((payments) => payments.length));
	return most === 1 ? [`Booked once, by ${booked[0][0].instance}. All four got the same answer.`, "good"]
		: [`Booked ${most} times.`, "bad"];
}

async function transfer(own, instances) {
	await own.put("/accounts/till", { balance: 100 });
	await own.put("/accounts/theatre", { balance: 100 });
	await together(instances, 12, (instance, number) => instance.post("/transfers",
		number % 4 < 2 ? { from: "till", to: "theatre", amount: 5 } : { from: "theatre", to: "till", amount: 5 }));
	const accounts = await Promise.all(["till", "theatre"].map((account) => own.get(`/accounts/${account}`)));
	const sum = accounts[0].balance + accounts[1].balance;
	return [`12 transfers, no deadlock: ${accounts.map(({ id, balance }) => `${id} ${balance}`).join(", ")}, `
		+ `${sum} in all as before.`, sum === 200 ? "good" : "bad"];
}

async function book(own, instances) {
	const customer = `page-${Date.now()}`;
	await together(instances, 8, (instance) => instance.post(`/customers/${customer}/points`, { points: 10 }));
	const lines = await own.get(`/customers/${customer}/points`);
	const gapless = lines.length === 8 && lines.every((line, index) => line.total === 10 * (index + 1));
	return gapless ? ["Lines 1 to 8, each total continues the one before: 10 to 80 points.", "good"]
		: [`The lines do not continue each other: ${lines.map((line) => line.total).join(", ")}`, "bad"];
}

async function report(own, instances) {
	const before = (await own.get("/reports")).length;
	const running = instances.filter((instance) => instance.runs);
	await Promise.all(running.map((instance) => instance.post("/reports")));
	const written = (await own.get("/reports")).slice(before);
	if (written.length === 0) {
		return [`Skipped by ${count(running.length, "instance")}: the lock of the last report is still kept.`, "good"];
	}
	return [`Written by ${written.map((one) => one.instance).join(", ")}, skipped by ${running.length - written.length}.`,
		written.length === 1 ? "good" : "bad"];
}
