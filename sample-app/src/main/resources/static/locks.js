// Who holds a lock and who waits, instance by instance.

import { byId, count, element, millis } from "./dom.js";

const MOST_DOTS = 60;

export function showLocks(instances) {
	byId("instances").replaceChildren(...instances.map((instance) => panel(instance, instances)));
}

function panel(instance, instances) {
	const names = [...new Set(instance.locks.map((lock) => lock.name))];
	return element("article", { class: instance.mark, "data-instance": instance.name },
		element("h3", {}, element("span", { class: `mark ${instance.mark}`, "aria-hidden": "true" }, instance.mark),
			instance.name, element("small", {}, state(instance))),
		...(instance.runs ? rows(instance, instances, names) : [howToStart()]));
}

function state(instance) {
	return !instance.runs ? "does not answer" : instance.own ? "this page’s" : "";
}

function rows(instance, instances, names) {
	return names.length ? names.map((name) => row(name, instance, instances))
		: [element("p", { class: "quiet" }, "Holds no lock and waits for none.")];
}

function row(name, instance, instances) {
	const [held, waiting] = ["HELD", "WAITING"].map((state) => of(instance, name, state));
	const kept = of(instance, name, "KEPT");
	return element("div", { class: "lock" }, element("code", {}, name),
		...held.map((lock) => holder(lock, instance, instances)),
		...kept.map((lock) => element("p", { class: "held" }, `kept for ${millis(lock.forMillis)}, its call has ended`)),
		...(waiting.length ? [waiters(waiting)] : []));
}

function of(instance, name, state) {
	return instance.locks.filter((lock) => lock.name === name && lock.state === state);
}

// Instances are asked one after another. Where two say that they hold a lock, the one that was asked first has let
// it go since.
function holder(lock, instance, instances) {
	const passedOn = instances.some((other) => other.seenAt > instance.seenAt && of(other, lock.name, "HELD").length);
	return passedOn ? element("p", { class: "quiet" }, "has just let it go")
		: element("p", { class: "held" }, `held by ${lock.owner} for ${millis(lock.forMillis)}`);
}

function waiters(waiting) {
	const longest = Math.max(...waiting.map((lock) => lock.forMillis));
	const dots = element("span", { class: "dots", "aria-hidden": "true" });
	dots.append(...waiting.slice(0, MOST_DOTS).map(() => element("i")));
	return element("p", { class: "waiting" },
		`${count(waiting.length, "waits", "wait")}, the longest for ${millis(longest)}`, dots);
}

function howToStart() {
	return element("p", { class: "quiet" }, "Start a second instance by ",
		element("code", {}, "mvn -pl sample-app -am spring-boot:run -Dspring-boot.run.profiles=second"));
}
