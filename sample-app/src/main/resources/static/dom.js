// Small helpers to build elements. Text is always text, never markup.

export function element(name, properties = {}, ...children) {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(properties)) {
		made.setAttribute(key, value);
	}
	made.append(...children);
	return made;
}

export function svg(name, properties = {}, ...children) {
	const made = document.createElementNS("http://www.w3.org/2000/svg", name);
	for (const [key, value] of Object.entries(properties)) {
		made.setAttribute(key, value);
	}
	made.append(...children);
	return made;
}

export function byId(id) {
	return document.getElementById(id);
}

export function millis(time) {
	return time < 10 ? `${time.toFixed(1)} ms` : time < 1000 ? `${Math.round(time)} ms` : `${(time / 1000).toFixed(2)} s`;
}

export function count(number, one, many = `${one}s`) {
	return `${number} ${number === 1 ? one : many}`;
}

export function say(id, text, kind = "") {
	byId(id).textContent = text;
	byId(id).className = `outcome ${kind}`;
}
