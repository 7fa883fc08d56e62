// The stock and the tickets that were sold, in the order in which they were.

import { byId, element } from "./dom.js";

const EVERY = 250;

export const EVENT = "premiere";

export async function followSales(own, instances) {
	for (;;) {
		if (!document.hidden) {
			await own.get(`/events/${EVENT}/orders`).then((sales) => showSales(sales, instances), () => {});
		}
		await new Promise((resume) => setTimeout(resume, EVERY));
	}
}

export function oversold({ tickets, orders }) {
	return Math.max(0, orders.length - tickets);
}

let shown = "";

function showSales(sales, instances) {
	const state = JSON.stringify([sales, instances.map((instance) => instance.name)]);
	if (state !== shown) {
		shown = state;
		byId("stock").textContent = stock(sales);
		byId("orders").replaceChildren(...places(sales, instances));
	}
}

function stock(sales) {
	if (sales.tickets === 0) {
		return "None on sale yet.";
	}
	const over = oversold(sales);
	const left = Math.max(0, sales.tickets - sales.orders.length);
	return `${sales.orders.length} of ${sales.tickets} sold, ` + (over ? `${over} too many` : `${left} left`);
}

function places({ tickets, orders }, instances) {
	return Array.from({ length: Math.max(tickets, orders.length) }, (_, index) =>
		index < orders.length ? sold(index + 1, orders[index], tickets, instances) : free(index + 1));
}

function free(number) {
	return element("li", { "aria-label": `Ticket ${number}, not sold` }, String(number));
}

function sold(number, order, tickets, instances) {
	const mark = instances.find((instance) => instance.name === order.instance)?.mark ?? "?";
	const exists = number <= tickets;
	const label = `Ticket ${number}, sold by ${order.instance}` + (exists ? "" : ", does not exist");
	return element("li", { class: `${exists ? "sold" : "over"} ${mark}`, "aria-label": label },
		String(number), element("span", { "aria-hidden": "true" }, mark));
}

export function showLegend(instances) {
	byId("legend").replaceChildren(...instances.map((instance) =>
		element("li", {}, element("span", { class: `mark ${instance.mark}` }, instance.mark), instance.name)),
		element("li", {}, element("span", { class: "mark over" }, "!"), "a seat that does not exist"));
}
