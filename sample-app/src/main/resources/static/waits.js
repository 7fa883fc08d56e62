// The plot of waiting times: a mark for each call, in the order in which their waits ended.

import { byId, count, millis, svg } from "./dom.js";

const HEIGHT = 220;
const LEFT = 52;
const RIGHT = 10;
const TOP = 12;
const BOTTOM = 26;
const MOST = 300;

let waits = [];

export function forgetWaits() {
	waits = [];
	drawWaits();
}

export function addWaits(more) {
	if (more.length) {
		waits = [...waits, ...more].sort((one, other) => one.endedAt - other.endedAt).slice(-MOST);
		drawWaits();
	}
}

export function drawWaits() {
	const plot = byId("plot");
	const width = plot.parentElement.clientWidth;
	const top = step(Math.max(4, ...waits.map((wait) => wait.millis))) * 4;
	const x = (index) => LEFT + (index + 0.5) * (width - LEFT - RIGHT) / Math.max(20, waits.length);
	const y = (time) => HEIGHT - BOTTOM - time / top * (HEIGHT - TOP - BOTTOM);
	plot.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
	plot.setAttribute("height", HEIGHT);
	plot.replaceChildren(...grid(width, top, y), ...waits.map((wait, index) => mark(wait, x(index), y(wait.millis))));
	byId("plot-summary").textContent = summary();
}

// a quarter of the axis: 1, 2, 2.5 or 5 times a power of ten
function step(longest) {
	const power = 10 ** Math.floor(Math.log10(longest / 4));
	return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size * 4 >= longest);
}

function grid(width, top, y) {
	return [0, 1, 2, 3, 4].map((line) => line * top / 4).flatMap((time) => [
		svg("line", { x1: LEFT, x2: width - RIGHT, y1: y(time), y2: y(time), class: "grid" }),
		svg("text", { x: LEFT - 8, y: y(time) + 4, class: "tick" }, time ? millis(time) : "0"),
	]);
}

function mark(wait, x, y) {
	const title = svg("title", {}, `${wait.name}, ${wait.instance.name}: ${millis(wait.millis)}${wait.granted ? "" : ", refused"}`);
	const kind = `wait ${wait.instance.mark}${wait.granted ? "" : " refused"}`;
	return wait.instance.mark === "A" ? svg("circle", { cx: x, cy: y, r: 4, class: kind }, title)
		: svg("rect", { x: x - 3.5, y: y - 3.5, width: 7, height: 7, class: kind }, title);
}

function summary() {
	if (!waits.length) {
		return "Nobody has asked for a lock yet.";
	}
	const sorted = waits.map((wait) => wait.millis).sort((one, other) => one - other);
	return `${count(waits.length, "call")} asked for a lock. The median wait took ${millis(sorted[sorted.length >> 1])}, `
		+ `the longest ${millis(sorted.at(-1))}.`;
}
